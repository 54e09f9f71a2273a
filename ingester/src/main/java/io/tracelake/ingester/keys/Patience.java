package io.tracelake.ingester.keys;

import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import java.time.Duration;
import java.util.function.Supplier;

/** Waits for a new key: a service may remember for seconds that there was none. */
public final class Patience {
    private static final int ATTEMPTS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private Patience() {}

    /**
     * An answer, asked for again for some eight seconds while the key is refused.
     *
     * @throws CredentialsRefusedException if it is refused in the end
     */
    public static <T> T await(Supplier<T> question) {
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
                    throw CallInterruptedException.during("waiting for a new key to work", stop);
                }
                pause = pause.multipliedBy(2);
            }
        }
    }
}
