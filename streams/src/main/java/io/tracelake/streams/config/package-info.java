/** What the streams role is told. */
@NullMarked
package io.tracelake.streams.config;

import org.jspecify.annotations.NullMarked;
