package io.tracelake.schemas;

import org.jspecify.annotations.Nullable;

/** The bytes of a value are no record of any released schema. */
public final class UndecodableRecordException extends RuntimeException {
    UndecodableRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
