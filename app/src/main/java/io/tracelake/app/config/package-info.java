/** What a user may set, from file and environment to one checked value. */
@NullMarked
package io.tracelake.app.config;

import org.jspecify.annotations.NullMarked;
