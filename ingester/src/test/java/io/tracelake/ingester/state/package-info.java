@NullMarked
package io.tracelake.ingester.state;

import org.jspecify.annotations.NullMarked;
