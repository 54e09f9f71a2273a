@NullMarked
package io.tracelake.ingester.discovery;

import org.jspecify.annotations.NullMarked;
