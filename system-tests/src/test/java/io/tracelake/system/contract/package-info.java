@NullMarked
package io.tracelake.system.contract;

import org.jspecify.annotations.NullMarked;
