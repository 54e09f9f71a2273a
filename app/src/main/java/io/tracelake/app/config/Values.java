package io.tracelake.app.config;

import io.tracelake.client.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns texts into values, and a text that is none into one line that says where it stands. */
final class Values {
    private static final String BY_DEFAULT = "default";

    private final Map<Key, Given> given;
    private final Mode mode;

    Values(Map<Key, Given> given, Mode mode) {
        this.given = given;
        this.mode = mode;
    }

    boolean has(Key key) {
        return given.containsKey(key);
    }

    /** What a parser makes of a text, or a reason why it can't, as an {@code IllegalArgumentException}. */
    <T> T parsed(Key key, Function<String, T> parser) {
        return read(key, parser);
    }

    /** Text of certain characters, perhaps none. */
    String matching(String pattern, String characters, Key key) {
        return read(key, text -> {
            require(text.matches(pattern), "must be of " + characters);
            return text;
        });
    }

    String name(Key key) {
        return read(key, text -> {
            require(!text.isBlank(), "must not be blank");
            return text.strip();
        });
    }

    /**
     * What is made of a secret.
     *
     * @param made throws with a reason that doesn't hold the secret
     */
    <T> T ofSecret(Key key, Function<Secret, T> made) {
        var secret = secret(key);
        try {
            return made.apply(secret);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(key.path() + " (" + required(key).origin() + "): " + e.getMessage());
        }
    }

    Secret secret(Key key) {
        var value = required(key);
        if (value.text().isBlank()) {
            throw new ConfigurationException(key.path() + " (" + value.origin() + "): must not be blank");
        }
        return Secret.of(value.text().strip());
    }

    /** A duration of more than nothing. */
    Duration duration(Key key) {
        return read(key, text -> {
            var duration = Durations.parse(text);
            require(duration.isPositive(), "must be longer than 0");
            return duration;
        });
    }

    /** Bytes, at least one. */
    long size(Key key) {
        return read(key, text -> {
            long size = Sizes.parse(text);
            require(size > 0, "must be more than 0");
            return size;
        });
    }

    int atLeast(int least, Key key) {
        return read(key, text -> {
            int number = number(text);
            require(number >= least, "must be at least " + least);
            return number;
        });
    }

    HostPort hostPort(Key key) {
        return read(key, text -> HostPort.parse(text.strip()));
    }

    /** Copies of each partition; -1 leaves the number to the broker. */
    short replicationFactor(Key key) {
        return read(key, text -> {
            int number = number(text);
            require(number == -1 || (number >= 1 && number <= Short.MAX_VALUE), "must be at least 1, or -1");
            return (short) number;
        });
    }

    Path path(Key key) {
        return read(key, text -> {
            require(!text.isBlank(), "must not be blank");
            try {
                return Path.of(text.strip());
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("must be a path", e);
            }
        });
    }

    <E extends Enum<E>> E oneOf(Class<E> type, Key key) {
        return read(
                key,
                text -> constant(type, text)
                        .orElseThrow(() -> new IllegalArgumentException("must be one of " + names(type))));
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Some of the constants, at least one and none twice, between commas. */
    <E extends Enum<E>> List<E> someOf(Class<E> type, Key key) {
        return read(key, text -> {
            var constants = Arrays.stream(text.split(",", -1))
                    .map(name -> constant(type, name))
                    .flatMap(Optional::stream)
                    .distinct()
                    .toList();
            require(
                    constants.size() == text.split(",", -1).length,
                    "must be some of " + names(type) + ", each once, with commas between them");
            return constants;
        });
    }

    boolean flag(Key key) {
        return read(key, text -> switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        });
    }

    /** The root of an HTTP service; null if none is given. */
    @Nullable URI url(Key key) {
        return has(key) ? requiredUrl(key) : null;
    }

    /** The root of an HTTP service. */
    URI requiredUrl(Key key) {
        var value = required(key);
        var url = uri(value.text());
        if (url != null
                && (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null)) {
            // The text isn't shown: a user name or a query may hold a password.
            throw new ConfigurationException(
                    key.path() + " (" + value.origin() + "): must not carry a user name, a query or a fragment");
        }
        if (url == null || url.getHost() == null || !isHttp(url)) {
            throw rejected(key, value, "must be http:// or https:// and a host");
        }
        return url;
    }

    private <T> T read(Key key, Function<String, T> reading) {
        var value = required(key);
        try {
            return reading.apply(value.text());
        } catch (IllegalArgumentException e) {
            throw rejected(key, value, String.valueOf(e.getMessage()));
        }
    }

    private Given required(Key key) {
        var value = given.get(key);
        if (value != null) {
            return value;
        }
        var byDefault = key.byDefault(mode);
        if (byDefault == null) {
            throw new ConfigurationException(key.path() + ": missing; set it in the file or as " + key.variable());
        }
        return new Given(byDefault, BY_DEFAULT);
    }

    private static ConfigurationException rejected(Key key, Given value, String reason) {
        return new ConfigurationException(
                key.path() + " (" + value.origin() + "): " + reason + ", not '" + value.text() + "'");
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("must be a whole number", e);
        }
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text.strip());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static boolean isHttp(URI url) {
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https");
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(reason);
        }
    }
}
