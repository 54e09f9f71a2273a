@NullMarked
package io.tracelake.streams;

import org.jspecify.annotations.NullMarked;
