@NullMarked
package io.tracelake.streams.fact;

import org.jspecify.annotations.NullMarked;
