/** What tests of several modules share: a broker, readers of topics and of the lake, seeded records. */
@NullMarked
package io.tracelake.testkit;

import org.jspecify.annotations.NullMarked;
