package io.tracelake.app.command;

import io.tracelake.app.output.Json;
import io.tracelake.client.analytics.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Options of lists: which page, of which window, of which traces. */
final class PageOptions {
    @Option(names = "--page", defaultValue = "1", description = "Page, from 1 (default: ${DEFAULT-VALUE})")
    private int page = 1;

    @Option(
            names = "--limit",
            defaultValue = "50",
            description = "Rows of a page, 1 to 100 (default: ${DEFAULT-VALUE})")
    private int limit = 1;

    @Option(
            names = "--from-timestamp",
            paramLabel = "<time>",
            converter = Time.class,
            description = "Begin of the window, inclusive: ISO 8601, or a date for its midnight in UTC")
    private @Nullable Instant from;

    @Option(
            names = "--to-timestamp",
            paramLabel = "<time>",
            converter = Time.class,
            description = "End of the window, exclusive (default: now)")
    private @Nullable Instant to;

    @Option(names = "--user-id", paramLabel = "<id>", description = "Only of this user")
    private @Nullable String userId;

    @Option(names = "--tags", paramLabel = "<tag>", description = "Only with this tag; repeated: with all of them")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--environment",
            paramLabel = "<name>",
            description =
                    "Only of this environment; repeated: of any of them. Services of the 2.x generation ignore it")
    private List<String> environments = new ArrayList<>();

    int page() {
        return page;
    }

    int limit() {
        return limit;
    }

    /** A window that ends as asked, otherwise now, and begins as asked, otherwise so long before its end. */
    Window window(Instant now, Duration length) {
        Instant end = to == null ? now : to;
        return new Window(from == null ? end.minus(length) : from, end);
    }

    @Nullable String userId() {
        return userId;
    }

    List<String> tags() {
        return tags;
    }

    List<String> environments() {
        return environments;
    }

    /** What a program needs to ask for the next page. */
    void meta(Json json, Page<?> answer, Window window) {
        json.object(
                "meta",
                meta -> meta.number("page", (long) page)
                        .number("limit", (long) limit)
                        .number("totalItems", answer.totalItems())
                        .number(
                                "totalPages",
                                answer.totalPages() == null
                                        ? null
                                        : answer.totalPages().longValue())
                        .text("fromTimestamp", window.from())
                        .text("toTimestamp", window.to()));
    }

    /** One line below a table. */
    String summary(Page<?> answer, Window window) {
        String pages = answer.totalPages() == null ? "" : " of " + answer.totalPages();
        String items = answer.totalItems() == null ? "" : ", " + answer.totalItems() + " in all";
        return "page %d%s, %d rows%s; from %s to %s"
                .formatted(page, pages, answer.rows().size(), items, window.from(), window.to());
    }

    /** From inclusive, to exclusive. */
    record Window(Instant from, Instant to) {}

    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return text.length() == "2026-01-01".length()
                        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                        : Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no time such as 2026-03-01T07:15:00Z or 2026-03-01");
            }
        }
    }
}
