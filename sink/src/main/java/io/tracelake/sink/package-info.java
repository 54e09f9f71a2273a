@NullMarked
package io.tracelake.sink;

import org.jspecify.annotations.NullMarked;
