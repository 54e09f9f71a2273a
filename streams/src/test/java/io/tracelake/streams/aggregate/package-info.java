@NullMarked
package io.tracelake.streams.aggregate;

import org.jspecify.annotations.NullMarked;
