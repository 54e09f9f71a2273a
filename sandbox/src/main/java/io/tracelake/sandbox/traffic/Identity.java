package io.tracelake.sandbox.traffic;

import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.UUID;

/** Ids that look random but can be turned back into the row they were made from, so no index of ids is needed. */
final class Identity {
    private static final HexFormat HEX = HexFormat.of();

    private final long key;

    Identity(long key) {
        this.key = key;
    }

    String traceId(long row) {
        long high = Draws.mix(row ^ key);
        return new UUID(high, check(high)).toString();
    }

    String observationId(long row, int number) {
        long high = Draws.mix(row ^ key);
        return HEX.toHexDigits(Draws.mix(high + number + 1));
    }

    OptionalLong row(String traceId) {
        if (traceId.length() != 36) {
            return OptionalLong.empty();
        }
        UUID id;
        try {
            id = UUID.fromString(traceId);
        } catch (IllegalArgumentException notAnId) {
            return OptionalLong.empty();
        }
        long high = id.getMostSignificantBits();
        return check(high) == id.getLeastSignificantBits()
                ? OptionalLong.of(Draws.unmix(high) ^ key)
                : OptionalLong.empty();
    }

    private long check(long high) {
        return Draws.mix(high + key);
    }
}
