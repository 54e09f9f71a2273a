@NullMarked
package io.tracelake.sandbox.fault;

import org.jspecify.annotations.NullMarked;
