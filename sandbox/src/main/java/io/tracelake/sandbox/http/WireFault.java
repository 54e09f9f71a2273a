package io.tracelake.sandbox.http;

import io.tracelake.sandbox.fault.Fault;
import java.util.Optional;

/** What happens to the bytes of an answer. */
enum WireFault {
    NONE,
    /** Closed in the place of an answer. */
    CLOSE,
    RESET,
    CUT_SHORT,
    ENDLESS_CHUNKS,
    STALL;

    static Optional<WireFault> of(Fault fault) {
        return switch (fault) {
            case NO_ANSWER, CONNECTION_REFUSED -> Optional.of(CLOSE);
            case RESET -> Optional.of(RESET);
            case CUT_SHORT -> Optional.of(CUT_SHORT);
            case ENDLESS_CHUNKS -> Optional.of(ENDLESS_CHUNKS);
            case STALL -> Optional.of(STALL);
            default -> Optional.empty();
        };
    }
}
