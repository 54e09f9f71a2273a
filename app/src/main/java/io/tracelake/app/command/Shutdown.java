package io.tracelake.app.command;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a service end cleanly when the process is asked to, by SIGTERM or Ctrl-C.
 *
 * <p>The process then ends with the service's own status, or with 1 if it takes longer than the patience. A command that
 * is no service ends at once, as usual.
 */
public final class Shutdown {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration patience;
    private volatile boolean serving;
    private volatile int status;

    private Shutdown(Duration patience) {
        this.patience = patience;
    }

    /** Takes effect for this process; once. */
    public static Shutdown install(Duration patience) {
        var shutdown = new Shutdown(patience);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::onSignal, "shutdown"));
        return shutdown;
    }

    /**
     * Runs a service: it starts, waits by {@link #await()}, and closes what it opened before it returns or throws.
     *
     * @return the service's status
     */
    int serve(Callable<Integer> service) throws Exception {
        serving = true;
        return service.call();
    }

    /** Returns when the process is asked to stop. */
    void await() throws InterruptedException {
        requested.await();
    }

    /** Runs the action when the process is asked to stop. */
    void onRequest(Runnable action) {
        Thread.startVirtualThread(() -> {
            try {
                await();
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Asks the service to stop, as a signal does. */
    void request() {
        requested.countDown();
    }

    /** Ends the process; nothing is left to be closed. */
    public void exit(int exitStatus) {
        status = exitStatus;
        ended.countDown();
        System.exit(exitStatus);
    }

    private void onSignal() {
        requested.countDown();
        if (!serving) {
            return;
        }
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("tracelake: did not stop within " + patience.toSeconds() + " s; ending it");
                Runtime.getRuntime().halt(ExitStatus.FAILURE);
            }
            // The JVM would end with 128 + the signal's number, as if it had been cut short.
            Runtime.getRuntime().halt(status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
