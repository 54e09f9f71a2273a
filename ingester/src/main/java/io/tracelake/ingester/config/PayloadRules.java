package io.tracelake.ingester.config;

import java.nio.file.Path;

/**
 * What may leave the process of a trace's texts, and how large it may be.
 *
 * @param large what becomes of texts that are too large
 * @param cutBytes what is kept of the beginning of each of them
 * @param lake directory of the lake, below which files go
 * @param redaction what is replaced before anything else
 */
public record PayloadRules(LargePayloads large, int cutBytes, Path lake, Redaction redaction) {
    public static final PayloadRules DEFAULTS =
            new PayloadRules(LargePayloads.CUT, 64 << 10, Path.of("data", "lake"), Redaction.NONE);

    /** Three of them, each character perhaps escaped, still fit into a record. */
    private static final int LARGEST_CUT = 1 << 20;

    public PayloadRules {
        if (cutBytes < 1 || cutBytes > LARGEST_CUT) {
            throw new IllegalArgumentException(
                    "ingest.cut-size: must be between 1 byte and " + LARGEST_CUT + " bytes, not " + cutBytes);
        }
    }
}
