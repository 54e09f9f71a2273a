@NullMarked
package io.tracelake.sandbox.organization;

import org.jspecify.annotations.NullMarked;
