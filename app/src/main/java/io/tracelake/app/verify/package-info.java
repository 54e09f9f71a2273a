/** The lake compared with the service. */
@NullMarked
package io.tracelake.app.verify;

import org.jspecify.annotations.NullMarked;
