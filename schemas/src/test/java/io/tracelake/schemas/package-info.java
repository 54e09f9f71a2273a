@NullMarked
package io.tracelake.schemas;

import org.jspecify.annotations.NullMarked;
