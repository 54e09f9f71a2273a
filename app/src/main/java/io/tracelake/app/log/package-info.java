/** What is kept out of the logs. */
@NullMarked
package io.tracelake.app.log;

import org.jspecify.annotations.NullMarked;
