/** What operators ask of the ingesters through Kafka, and what has come of it. */
@NullMarked
package io.tracelake.app.request;

import org.jspecify.annotations.NullMarked;
