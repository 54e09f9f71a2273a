@NullMarked
package io.tracelake.client.testing;

import org.jspecify.annotations.NullMarked;
