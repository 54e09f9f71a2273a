@NullMarked
package io.tracelake.sink.table;

import org.jspecify.annotations.NullMarked;
