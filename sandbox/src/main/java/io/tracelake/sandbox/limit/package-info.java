@NullMarked
package io.tracelake.sandbox.limit;

import org.jspecify.annotations.NullMarked;
