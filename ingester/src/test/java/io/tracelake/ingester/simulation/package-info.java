@NullMarked
package io.tracelake.ingester.simulation;

import org.jspecify.annotations.NullMarked;
