/** Kafka in this process: one node, its data on disk. */
@NullMarked
package io.tracelake.broker;

import org.jspecify.annotations.NullMarked;
