package io.tracelake.streams.aggregate;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.avro.io.Decoder;

/** A sum of decimals with twelve places, in 128 bits: exact up to 10<sup>26</sup>. */
final class ExactSum {
    static final int PLACES = 12;

    private long high;
    private long low;

    /** Adds so many 10<sup>-12</sup>. */
    void add(long units) {
        long sum = low + units;
        high += (units >> 63) + (Long.compareUnsigned(sum, units) < 0 ? 1 : 0);
        low = sum;
    }

    BigDecimal value() {
        byte[] bytes =
                ByteBuffer.allocate(2 * Long.BYTES).putLong(high).putLong(low).array();
        return new BigDecimal(new BigInteger(bytes), PLACES);
    }

    void write(StateBuffer out) {
        out.writeLong(high);
        out.writeLong(low);
    }

    static ExactSum read(Decoder in) throws IOException {
        var sum = new ExactSum();
        sum.high = in.readLong();
        sum.low = in.readLong();
        return sum;
    }
}
