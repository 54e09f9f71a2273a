package io.tracelake.system.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several things at once. */
final class Together {
    private Together() {}

    /** Returns when all have ended; throws what the first that failed threw. */
    static void run(Runnable... things) throws InterruptedException {
        List<Future<?>> running = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Runnable thing : things) {
                running.add(threads.submit(thing));
            }
        }
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }
}
