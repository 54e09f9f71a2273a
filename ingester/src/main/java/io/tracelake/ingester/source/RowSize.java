package io.tracelake.ingester.source;

import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.json.Cut;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** About how many bytes of text a row was sent as. */
public final class RowSize {
    /** Names of members, numbers, times and punctuation. */
    private static final int FRAME = 600;

    private RowSize() {}

    public static long of(Row<TraceRow> row) {
        return switch (row) {
            case Row.Valid(var trace) -> of(trace);
            case Row.Malformed<TraceRow> malformed -> malformed.payload().length();
        };
    }

    private static long of(TraceRow trace) {
        return FRAME
                + length(trace, "input", trace.input())
                + length(trace, "output", trace.output())
                + length(trace, "metadata", trace.metadata())
                + length(trace.extras())
                + length(trace.observationIds())
                + length(trace.scoreIds())
                + length(trace.tags());
    }

    private static long length(TraceRow trace, String member, @Nullable String text) {
        Cut cut = trace.cuts().get(member);
        return cut == null ? length(text) : cut.bytes();
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static long length(List<String> texts) {
        return texts.stream().mapToLong(text -> text.length() + 3L).sum();
    }
}
