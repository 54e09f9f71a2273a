@NullMarked
package io.tracelake.client.quota;

import org.jspecify.annotations.NullMarked;
