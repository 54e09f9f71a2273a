@NullMarked
package io.tracelake.sandbox.traffic;

import org.jspecify.annotations.NullMarked;
