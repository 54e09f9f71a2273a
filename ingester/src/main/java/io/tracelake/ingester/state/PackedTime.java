package io.tracelake.ingester.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Milliseconds that fit in 40 bits: from 1970-01-01 (nothing), then 2010 to 2044; what lies outside is moved to the edge. */
final class PackedTime {
    static final int BITS = 40;
    static final long MASK = (1L << BITS) - 1;

    /** One millisecond before 2010, so that zero is left for "none". */
    private static final long ORIGIN = Instant.parse("2010-01-01T00:00:00Z").toEpochMilli() - 1;

    private PackedTime() {}

    static long clamp(@Nullable Instant instant) {
        return instant == null ? 0 : unpack(pack(saturatedMillis(instant)));
    }

    static long pack(long epochMillis) {
        return epochMillis <= ORIGIN ? 0 : Math.min(epochMillis - ORIGIN, MASK);
    }

    static long unpack(long packed) {
        return packed == 0 ? 0 : packed + ORIGIN;
    }

    private static long saturatedMillis(Instant instant) {
        return Math.clamp(instant.getEpochSecond(), -1L << 40, 1L << 40) * 1000 + instant.getNano() / 1_000_000;
    }
}
