package io.tracelake.streams.aggregate;

import io.tracelake.schemas.Topics;
import io.tracelake.schemas.UsageScope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers: a project's, in one window, of one scope.
 *
 * @param windowStart milliseconds since 1970
 * @param tag set for {@link UsageScope#TAG} alone
 */
public record UsageKey(
        String projectId,
        Granularity granularity,
        long windowStart,
        UsageScope scope,
        @Nullable String tag) {
    private static final int FIXED_BYTES = 1 + 1 + Long.BYTES + 1;

    /** As the store has it: in the order project, granularity, window, scope, tag. A project id holds no slash. */
    public Bytes bytes() {
        byte[] project = projectId.getBytes(StandardCharsets.UTF_8);
        byte[] tagBytes = tag == null ? new byte[0] : tag.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(project.length + FIXED_BYTES + tagBytes.length)
                .put(project)
                .put((byte) '/')
                .put(granularity.code())
                .putLong(windowStart ^ Long.MIN_VALUE)
                .put(code(scope))
                .put(tagBytes)
                .array());
    }

    /** Reads what {@link #bytes} wrote. */
    public static UsageKey of(Bytes key) {
        byte[] bytes = key.get();
        int slash = 0;
        while (bytes[slash] != '/') {
            slash++;
        }
        var rest = ByteBuffer.wrap(bytes, slash + 1, bytes.length - slash - 1);
        var granularity = Granularity.ofCode(rest.get());
        long windowStart = rest.getLong() ^ Long.MIN_VALUE;
        var scope = scope(rest.get());
        String tag = scope == UsageScope.TAG
                ? new String(bytes, rest.position(), rest.remaining(), StandardCharsets.UTF_8)
                : null;
        return new UsageKey(new String(bytes, 0, slash, StandardCharsets.UTF_8), granularity, windowStart, scope, tag);
    }

    private static byte code(UsageScope scope) {
        return switch (scope) {
            case PROJECT -> 'P';
            case TAG -> 'T';
            case UNTAGGED -> 'U';
            case UNKNOWN -> throw new IllegalArgumentException("no key is of scope UNKNOWN");
        };
    }

    private static UsageScope scope(byte code) {
        return switch (code) {
            case 'P' -> UsageScope.PROJECT;
            case 'T' -> UsageScope.TAG;
            case 'U' -> UsageScope.UNTAGGED;
            default -> throw new IllegalStateException("no scope has the code " + code);
        };
    }

    /** As the topic has it. */
    String text() {
        String start = Instant.ofEpochMilli(windowStart).toString();
        return tag == null
                ? Topics.key(projectId, scope.name(), start)
                : Topics.key(projectId, scope.name(), tag, start);
    }
}
