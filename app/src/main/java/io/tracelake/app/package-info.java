/** The program: its entry and how it logs. */
@NullMarked
package io.tracelake.app;

import org.jspecify.annotations.NullMarked;
