/** SQL over the lake. */
@NullMarked
package io.tracelake.app.views;

import org.jspecify.annotations.NullMarked;
