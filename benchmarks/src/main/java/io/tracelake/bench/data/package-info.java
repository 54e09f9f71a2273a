/** Seeded traces on disk, as the service would send them. */
@NullMarked
package io.tracelake.bench.data;

import org.jspecify.annotations.NullMarked;
