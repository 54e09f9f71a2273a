@NullMarked
package io.tracelake.streams.topology;

import org.jspecify.annotations.NullMarked;
