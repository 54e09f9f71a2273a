package io.tracelake.sink;

import io.tracelake.sink.commit.CommitStep;
import java.util.function.Consumer;

/** Kills a sink when it passes a step for the n-th time: an Error makes it stop at once and tidy nothing up. */
final class Killer implements Consumer<CommitStep> {
    private final CommitStep fatal;
    private int passes;

    Killer(CommitStep fatal, int passes) {
        this.fatal = fatal;
        this.passes = passes;
    }

    @Override
    public void accept(CommitStep step) {
        if (step == fatal && --passes == 0) {
            throw new Killed(step);
        }
    }

    static final class Killed extends Error {
        Killed(CommitStep step) {
            super(step.name());
        }
    }
}
