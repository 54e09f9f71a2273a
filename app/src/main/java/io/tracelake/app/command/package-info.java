/** The commands of {@code tracelake}, one class each. */
@NullMarked
package io.tracelake.app.command;

import org.jspecify.annotations.NullMarked;
