package io.tracelake.ingester.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ContentHashTest {
    /** Hashes are remembered for ever: with another one, each trace would be carried once more. */
    @Test
    void isTheHashOfTheTextsAndTheirLengthsHoweverLongTheyAre() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int length = 0; length < 2_100; length += 1 + random.nextInt(40)) {
            String text = text(random, length);
            long expected = Hashing.xxh3_64()
                    .hashStream()
                    .putBoolean(true)
                    .putString(text)
                    .putBoolean(false)
                    .putBoolean(true)
                    .putString("end")
                    .getAsLong();

            assertThat(ContentHash.of(text, null, "end"))
                    .as("seed %d, length %d", seed, length)
                    .isEqualTo(expected);
        }
    }

    private static String text(Random random, int length) {
        int highest = random.nextBoolean() ? 0x7F : 0xFFFF;
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) random.nextInt(highest));
        }
        return text.toString();
    }
}
