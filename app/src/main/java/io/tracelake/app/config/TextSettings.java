package io.tracelake.app.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the texts of a trace on their way.
 *
 * @param large what becomes of input, output and metadata that are too large for Kafka
 * @param cutSizeBytes what is carried of the beginning of each of them
 * @param redact what is replaced before anything else
 */
public record TextSettings(Large large, long cutSizeBytes, List<Redacted> redact) {
    public static final TextSettings DEFAULTS = new TextSettings(Large.CUT, 64 << 10, List.of());

    /** What becomes of texts that are too large. */
    public enum Large {
        /** Their beginning is carried. */
        CUT,
        /** The same, and the whole goes to a file of the lake. */
        FILES
    }

    /**
     * One thing to be replaced: what a pointer leads to, or what an expression finds.
     *
     * @param setting where it was given
     * @param replacement null for the usual one
     */
    public record Redacted(
            String setting,
            @Nullable String pointer,
            @Nullable String regex,
            @Nullable String replacement) {}

    public TextSettings {
        redact = List.copyOf(redact);
    }

    static TextSettings of(Values values, Sources.@Nullable GivenList redact) {
        return new TextSettings(
                values.oneOf(Large.class, Key.INGEST_LARGE_PAYLOADS),
                values.size(Key.INGEST_CUT_SIZE),
                redact == null ? List.of() : RedactList.of(redact.entries(), redact.origin()));
    }
}
