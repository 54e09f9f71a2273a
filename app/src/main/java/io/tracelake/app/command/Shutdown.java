package io.tracelake.app.command;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a service end cleanly when the process is asked to, by SIGTERM or Ctrl-C.
 *
 * <p>A service that waits in {@link #await()} then closes what it opened, and the process ends with its status, or with 1
 * if that takes longer than the patience. Everything else ends at once, a service that is still starting too: much of
 * what starts refuses to while the JVM stops, and what a start leaves behind must survive a kill anyway.
 */
public final class Shutdown {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration patience;
    private volatile boolean awaited;
    private volatile int status;

    private Shutdown(Duration patience) {
        this.patience = patience;
    }

    /** Takes effect for this process; once. */
    public static Shutdown install(Duration patience) {
        var shutdown = new Shutdown(patience);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::onExit, "shutdown"));
        return shutdown;
    }

    /** For a command within a process that has other work: signals don't concern it. */
    static Shutdown unhooked() {
        return new Shutdown(Duration.ZERO);
    }

    /** Returns when the process is asked to stop; for a service that has started. */
    void await() throws InterruptedException {
        awaited = true;
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

    /** The same after so long, from now on. */
    void requestAfter(Duration span) {
        Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(span);
                request();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Ends the process; nothing is left to be closed. */
    public void exit(int exitStatus) {
        status = exitStatus;
        ended.countDown();
        System.exit(exitStatus);
    }

    private void onExit() {
        if (!awaited || ended.getCount() == 0) {
            return;
        }
        requested.countDown();
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
