@NullMarked
package io.tracelake.ingester.request;

import org.jspecify.annotations.NullMarked;
