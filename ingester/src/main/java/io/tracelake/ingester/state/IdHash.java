package io.tracelake.ingester.state;

import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * A 128-bit hash that stands for an id inside one project. {@link FingerprintTable} keeps 88 bits of it: among ten
 * million ids the chance that any two share them is below one in 10<sup>12</sup>.
 */
public record IdHash(long high, long low) {
    private static final Hasher128 HASHER = Hashing.murmur3_128();

    public static IdHash of(String id) {
        var hash = HASHER.hashCharsTo128Bits(id);
        return new IdHash(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }
}
