@NullMarked
package io.tracelake.sink.file;

import org.jspecify.annotations.NullMarked;
