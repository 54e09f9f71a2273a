/** What commands print: tables for people, JSON for programs. */
@NullMarked
package io.tracelake.app.report;

import org.jspecify.annotations.NullMarked;
