@NullMarked
package io.tracelake.sink.storage;

import org.jspecify.annotations.NullMarked;
