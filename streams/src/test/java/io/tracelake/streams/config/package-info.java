@NullMarked
package io.tracelake.streams.config;

import org.jspecify.annotations.NullMarked;
