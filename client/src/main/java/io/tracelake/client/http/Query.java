package io.tracelake.client.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, in the order they were added, percent-encoded. */
public final class Query {
    private static final String UNRESERVED = "-._~";

    private final StringBuilder text = new StringBuilder();

    /** Adds a parameter, unless its value is null. */
    public Query add(String name, @Nullable Object value) {
        if (value != null) {
            text.append(text.isEmpty() ? '?' : '&').append(name).append('=').append(encode(value.toString()));
        }
        return this;
    }

    /** These parameters and one more, in another query. */
    public Query and(String name, @Nullable Object value) {
        Query more = new Query();
        more.text.append(text);
        return more.add(name, value);
    }

    /**
     * Adds a bound of a time window with seconds and Z: services refuse other forms. They keep milliseconds and cut the
     * rest off; the same rows are at or after a bound and at or after the next whole millisecond, so that is sent.
     */
    public Query add(String name, Instant bound) {
        Instant floor = bound.truncatedTo(ChronoUnit.MILLIS);
        Object value = floor.equals(bound) ? floor : floor.plusMillis(1);
        return add(name, value);
    }

    /**
     * Adds one parameter for each value. The service splits a single one at its commas and strips the parts, and takes
     * repeated ones as they are: a single value that this would change is sent twice, which asks for the same.
     *
     * @throws IllegalArgumentException for an empty value
     */
    public Query addEach(String name, List<String> values) {
        for (String value : values) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException(name + " must not contain an empty value: " + values);
            }
            add(name, value);
        }
        return values.size() == 1 && isChangedAlone(values.getFirst()) ? add(name, values.getFirst()) : this;
    }

    private static boolean isChangedAlone(String value) {
        return value.indexOf(',') >= 0 || !value.equals(value.strip());
    }

    /** A value as it may stand in a path segment or a query. */
    public static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                encoded.append((char) b);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit((b >> 4) & 0xF, 16)))
                        .append(Character.toUpperCase(Character.forDigit(b & 0xF, 16)));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || (b >= '0' && b <= '9')
                || UNRESERVED.indexOf((char) b) >= 0;
    }

    /** Empty, or a question mark and the parameters. */
    @Override
    public String toString() {
        return text.toString();
    }
}
