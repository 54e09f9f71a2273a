/** Hot parts of the line, each alone. */
@NullMarked
package io.tracelake.bench.micro;

import org.jspecify.annotations.NullMarked;
