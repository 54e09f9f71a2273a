/** How commands print: tables for people, JSON for programs. */
@NullMarked
package io.tracelake.app.output;

import org.jspecify.annotations.NullMarked;
