@NullMarked
package io.tracelake.sandbox.http;

import org.jspecify.annotations.NullMarked;
