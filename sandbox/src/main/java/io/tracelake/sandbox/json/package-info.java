@NullMarked
package io.tracelake.sandbox.json;

import org.jspecify.annotations.NullMarked;
