/** Questions to the analytics service on behalf of a user. */
@NullMarked
package io.tracelake.app.service;

import org.jspecify.annotations.NullMarked;
