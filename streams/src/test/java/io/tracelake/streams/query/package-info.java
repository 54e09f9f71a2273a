@NullMarked
package io.tracelake.streams.query;

import org.jspecify.annotations.NullMarked;
