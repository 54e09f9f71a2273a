@NullMarked
package io.tracelake.ingester.replay;

import org.jspecify.annotations.NullMarked;
