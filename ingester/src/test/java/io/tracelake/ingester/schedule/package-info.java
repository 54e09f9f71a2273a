@NullMarked
package io.tracelake.ingester.schedule;

import org.jspecify.annotations.NullMarked;
