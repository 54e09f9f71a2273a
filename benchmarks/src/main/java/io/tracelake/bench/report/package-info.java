/** What has been measured, for people and programs. */
@NullMarked
package io.tracelake.bench.report;

import org.jspecify.annotations.NullMarked;
