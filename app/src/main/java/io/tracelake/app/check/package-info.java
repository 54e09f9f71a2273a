/** What has to be right before the line can run. */
@NullMarked
package io.tracelake.app.check;

import org.jspecify.annotations.NullMarked;
