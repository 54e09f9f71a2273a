@NullMarked
package io.tracelake.client.json;

import org.jspecify.annotations.NullMarked;
