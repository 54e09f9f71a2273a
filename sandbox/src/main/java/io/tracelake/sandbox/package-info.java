@NullMarked
package io.tracelake.sandbox;

import org.jspecify.annotations.NullMarked;
