/** A cluster of real processes, what may befall it, and what it has promised. */
@NullMarked
package io.tracelake.system.cluster;

import org.jspecify.annotations.NullMarked;
