@NullMarked
package io.tracelake.ingester;

import org.jspecify.annotations.NullMarked;
