@NullMarked
package io.tracelake.client.http;

import org.jspecify.annotations.NullMarked;
