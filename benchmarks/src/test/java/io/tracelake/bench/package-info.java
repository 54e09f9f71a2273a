@NullMarked
package io.tracelake.bench;

import org.jspecify.annotations.NullMarked;
