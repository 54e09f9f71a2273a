package io.tracelake.streams.fact;

import io.tracelake.schemas.DeadLetter;
import io.tracelake.schemas.UsageChange;

/** What a revision leads to; a trace with too many tags leads to both. */
public sealed interface FactOutcome {
    /** The numbers of its project change. */
    record Counted(UsageChange change) implements FactOutcome {}

    /** Something of it, or all, can't be counted. */
    record Rejected(DeadLetter letter) implements FactOutcome {}
}
