package io.tracelake.streams.aggregate;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How long a window is. Windows begin at multiples of it since 1970, UTC. */
public enum Granularity {
    HOURLY(Duration.ofHours(1), 'H'),
    DAILY(Duration.ofDays(1), 'D');

    private final Duration length;
    private final long millis;
    private final byte code;

    Granularity(Duration length, char code) {
        this.length = length;
        this.millis = length.toMillis();
        this.code = (byte) code;
    }

    public Duration length() {
        return length;
    }

    /** What stands for it in a key of the store. */
    byte code() {
        return code;
    }

    static Granularity ofCode(byte code) {
        for (Granularity granularity : values()) {
            if (granularity.code == code) {
                return granularity;
            }
        }
        throw new IllegalStateException("no granularity has the code " + code);
    }

    /** Start of the window that holds this moment, milliseconds since 1970. */
    long windowStart(long micros) {
        return Math.floorDiv(micros, millis * 1_000) * millis;
    }

    /** Start of the window that holds this moment. */
    public Instant windowStart(Instant moment) {
        return Instant.ofEpochMilli(windowStart(ChronoUnit.MICROS.between(Instant.EPOCH, moment)));
    }
}
