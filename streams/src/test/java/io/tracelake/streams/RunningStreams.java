package io.tracelake.streams;

import io.tracelake.schemas.KafkaConfig;
import io.tracelake.streams.config.RuntimeConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** The role on a thread of its own. */
final class RunningStreams implements AutoCloseable {
    private final Streams streams;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    RunningStreams(KafkaConfig kafka, Path state) {
        streams = new Streams(
                kafka,
                StreamsProcess.USAGE,
                new RuntimeConfig(1, 0, state),
                StreamsProcess.ENDPOINT,
                InstantSource.system());
        Thread.ofPlatform().name("streams").daemon().start(this::run);
    }

    private void run() {
        try {
            streams.run();
            end.complete(null);
        } catch (Throwable t) {
            end.completeExceptionally(t);
        }
    }

    StreamsProgress progress() {
        return streams.progress();
    }

    /** Why the run ended by itself. */
    Throwable awaitDeath() {
        Awaitility.await("death of the role").atMost(Duration.ofSeconds(60)).until(end::isDone);
        return end.exceptionNow();
    }

    boolean isAlive() {
        return !end.isDone();
    }

    /** Ends it before its block does. */
    void stop() {
        close();
    }

    @Override
    public void close() {
        streams.close();
        if (end.isCompletedExceptionally()) {
            throw new AssertionError("the role died", end.exceptionNow());
        }
    }
}
