@NullMarked
package io.tracelake.system;

import org.jspecify.annotations.NullMarked;
