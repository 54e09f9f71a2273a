@NullMarked
package io.tracelake.streams.http;

import org.jspecify.annotations.NullMarked;
