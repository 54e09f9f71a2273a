/** How a project comes by the key pair that opens its data, and what becomes of the pair. */
@NullMarked
package io.tracelake.ingester.keys;

import org.jspecify.annotations.NullMarked;
