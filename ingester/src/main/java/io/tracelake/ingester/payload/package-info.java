@NullMarked
package io.tracelake.ingester.payload;

import org.jspecify.annotations.NullMarked;
