@NullMarked
package io.tracelake.ingester.config;

import org.jspecify.annotations.NullMarked;
