/** The image and the Compose files. */
@NullMarked
package io.tracelake.app.deployment;

import org.jspecify.annotations.NullMarked;
