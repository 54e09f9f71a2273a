package io.tracelake.sandbox.fault;

import io.tracelake.sandbox.json.JsonMismatchException;
import io.tracelake.sandbox.json.JsonObject;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Rules as people write them. */
public final class FaultText {
    /** Any fault that the request can suffer. */
    public static final String RANDOM = "random";

    private static final Set<String> MEMBERS = Set.of(
            "fault",
            "endpoint",
            "project",
            "longer-than",
            "larger-than",
            "with-io",
            "share",
            "times",
            "after",
            "for",
            "duration",
            "bytes",
            "rows",
            "location");
    private static final Pattern SHORT = Pattern.compile("(-?\\d{1,9})(ms|s|m|h|d)");

    private FaultText() {}

    /**
     * A rule from an object. Numbers may be texts.
     *
     * @throws JsonMismatchException with the pointer of what is wrong
     */
    public static FaultRule rule(JsonObject json) {
        for (String name : json.names()) {
            if (!MEMBERS.contains(name)) {
                throw json.mismatch(name, "is unknown; there are " + String.join(", ", sorted(MEMBERS)));
            }
        }
        try {
            return new FaultRule(fault(json), scope(json), occurrence(json), extent(json));
        } catch (IllegalArgumentException e) {
            throw json.mismatch(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Rules from a list of objects that somebody else has read: maps, lists and texts.
     *
     * @throws IllegalArgumentException with what is wrong, and in which one
     */
    public static List<FaultRule> rules(@Nullable Object document) {
        if (!(document instanceof List<?> entries)) {
            throw new IllegalArgumentException("must be a list of faults");
        }
        List<FaultRule> rules = new ArrayList<>();
        for (Object entry : entries) {
            try {
                rules.add(rule(JsonObject.of(entry == null ? "" : entry)));
            } catch (JsonMismatchException e) {
                throw new IllegalArgumentException(
                        "fault %d: %s %s".formatted(rules.size() + 1, e.pointer(), e.getMessage()), e);
            }
        }
        return List.copyOf(rules);
    }

    /**
     * A time such as {@code 500ms}, {@code 30s}, {@code 1m}, {@code 2h}, {@code -1h}, {@code 1d} or ISO 8601.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Duration duration(String text) {
        Matcher matcher = SHORT.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a duration such as 500ms, 30s, 1m, 2h or 1d: " + text, e);
        }
    }

    private static @Nullable Fault fault(JsonObject json) {
        String label = json.text("fault");
        if (label.equals(RANDOM)) {
            return null;
        }
        return Fault.of(label)
                .orElseThrow(() -> json.mismatch("fault", "must be random or one of " + String.join(", ", labels())));
    }

    private static Scope scope(JsonObject json) {
        BigDecimal larger = json.numberOrNull("larger-than");
        return new Scope(
                json.textOrNull("endpoint"),
                json.textOrNull("project"),
                durationOrNull(json, "longer-than"),
                larger == null ? null : whole(json, "larger-than", larger),
                withIo(json));
    }

    private static boolean withIo(JsonObject json) {
        return switch (json.wordOr("with-io", "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw json.mismatch("with-io", "must be true or false");
        };
    }

    private static Occurrence occurrence(JsonObject json) {
        BigDecimal share = json.numberOrNull("share");
        BigDecimal times = json.numberOrNull("times");
        Duration after = durationOrNull(json, "after");
        return new Occurrence(
                share == null ? 1 : share.doubleValue(),
                times == null ? null : whole(json, "times", times),
                after == null ? Duration.ZERO : after,
                durationOrNull(json, "for"));
    }

    private static Extent extent(JsonObject json) {
        BigDecimal bytes = json.numberOrNull("bytes");
        BigDecimal rows = json.numberOrNull("rows");
        return new Extent(
                durationOrNull(json, "duration"),
                bytes == null ? null : whole(json, "bytes", bytes),
                rows == null ? null : Math.toIntExact(Math.clamp(whole(json, "rows", rows), 0, Integer.MAX_VALUE)),
                location(json));
    }

    private static @Nullable URI location(JsonObject json) {
        String text = json.textOrNull("location");
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            throw json.mismatch("location", "must be a URI");
        }
    }

    private static @Nullable Duration durationOrNull(JsonObject json, String name) {
        String text = json.textOrNull(name);
        try {
            return text == null ? null : duration(text);
        } catch (IllegalArgumentException e) {
            throw json.mismatch(name, String.valueOf(e.getMessage()));
        }
    }

    private static long whole(JsonObject json, String name, BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            throw json.mismatch(name, "must be a whole number");
        }
    }

    private static List<String> labels() {
        return List.of(Fault.values()).stream().map(Fault::label).toList();
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
