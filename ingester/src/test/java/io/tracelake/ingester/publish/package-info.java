@NullMarked
package io.tracelake.ingester.publish;

import org.jspecify.annotations.NullMarked;
