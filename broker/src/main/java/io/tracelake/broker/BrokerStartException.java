package io.tracelake.broker;

import org.jspecify.annotations.Nullable;

/** The broker can't start here and now; the message is one line that names the directory, address or setting. */
public final class BrokerStartException extends RuntimeException {
    BrokerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
