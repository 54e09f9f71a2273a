@NullMarked
package io.tracelake.ingester.source;

import org.jspecify.annotations.NullMarked;
