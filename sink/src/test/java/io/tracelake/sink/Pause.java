package io.tracelake.sink;

import io.tracelake.sink.commit.CommitStep;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Stops a sink at a step, once, as a long pause of its machine would, and lets it go on when told. */
final class Pause implements Consumer<CommitStep> {
    private final CommitStep at;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    Pause(CommitStep at) {
        this.at = at;
    }

    @Override
    public void accept(CommitStep step) {
        if (step == at) {
            reached.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void awaitReached() throws InterruptedException {
        reached.await();
    }

    void end() {
        over.countDown();
    }
}
