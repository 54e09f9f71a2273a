@NullMarked
package io.tracelake.client.analytics;

import org.jspecify.annotations.NullMarked;
