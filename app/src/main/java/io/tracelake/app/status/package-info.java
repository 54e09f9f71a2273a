/** What Kafka alone tells about the line. */
@NullMarked
package io.tracelake.app.status;

import org.jspecify.annotations.NullMarked;
