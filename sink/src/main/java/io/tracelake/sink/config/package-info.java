@NullMarked
package io.tracelake.sink.config;

import org.jspecify.annotations.NullMarked;
