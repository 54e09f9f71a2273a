package io.tracelake.ingester.keys;

import io.tracelake.client.http.CredentialsRefusedException;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for a new key: a service may remember for seconds that there was none. */
final class Patience {
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private Patience() {}

    /**
     * An answer, asked for again for some eight seconds while the key is refused.
     *
     * @throws CredentialsRefusedException if it is refused in the end, or the thread is interrupted
     */
    static <T> T await(Supplier<T> question) {
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            try {
                return question.get();
            } catch (CredentialsRefusedException refused) {
                if (attempt == ATTEMPTS) {
                    throw refused;
                }
                try {
                    Thread.sleep(pause);
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                    throw refused;
                }
                pause = pause.multipliedBy(2);
            }
        }
    }
}
