package io.tracelake.client.analytics;

import java.util.function.LongPredicate;

/**
 * How much of an answer with traces is held in memory.
 *
 * @param recordBytes what input, output and metadata of one trace may take together; the rest of it may take as much again.
 *     What goes beyond is cut
 * @param cutBytes what is kept of the beginning of an input, output or metadata that is cut
 * @param room asked with the bytes to be held of the answer in all; false if that is too much. Asked last
 *     with what it has come to
 * @param overflow takes the full text of an input, output or metadata that is cut
 */
public record Keep(long recordBytes, int cutBytes, LongPredicate room, Overflow overflow) {
    /** Everything, up to a size at which the answer is refused. */
    public static Keep upTo(long bytes) {
        return new Keep(bytes, 0, held -> held <= bytes, Overflow.NOWHERE);
    }
}
