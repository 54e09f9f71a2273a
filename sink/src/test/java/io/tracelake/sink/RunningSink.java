package io.tracelake.sink;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.sink.commit.CommitStep;
import io.tracelake.sink.config.LakeConfig;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** A sink on a thread of its own. */
final class RunningSink implements AutoCloseable {
    private final Sink sink;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    RunningSink(KafkaConfig kafka, LakeConfig lake, Consumer<CommitStep> steps) {
        sink = new Sink(kafka, lake, InstantSource.system(), steps);
        Thread.ofPlatform().name("sink").daemon().start(this::run);
    }

    private void run() {
        try {
            sink.run();
            end.complete(null);
        } catch (Throwable t) {
            end.completeExceptionally(t);
        }
    }

    SinkProgress progress() {
        return sink.progress();
    }

    boolean isReady() {
        return sink.isReady();
    }

    /** Why the run ended by itself. */
    Throwable awaitDeath() {
        Awaitility.await("death of the sink").atMost(Duration.ofSeconds(60)).until(end::isDone);
        return end.exceptionNow();
    }

    boolean hasEnded() {
        return end.isDone();
    }

    /** Ends it before its block does. */
    void stop() {
        close();
    }

    @Override
    public void close() {
        sink.close();
        if (end.isCompletedExceptionally()) {
            throw new AssertionError("the sink died", end.exceptionNow());
        }
    }
}
