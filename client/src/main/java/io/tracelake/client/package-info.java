@NullMarked
package io.tracelake.client;

import org.jspecify.annotations.NullMarked;
