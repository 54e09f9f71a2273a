/** A stand-in for the service that only hands out what lies on disk. */
@NullMarked
package io.tracelake.bench.service;

import org.jspecify.annotations.NullMarked;
