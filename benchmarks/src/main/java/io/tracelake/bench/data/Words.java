package io.tracelake.bench.data;

import java.util.SplittableRandom;

/** Text of made-up words, some of them frequent and most of them rare, as in prose. Not thread-safe. */
final class Words {
    private static final int VOCABULARY = 6_000;
    private static final String[] SYLLABLES = {
        "ta", "re", "mi", "lon", "ver", "sa", "ku", "den", "or", "pli", "ge", "no", "sti", "ra", "ble", "an", "ci",
        "to", "hu", "wel", "fa", "mon", "tri", "es", "qua", "lo", "pe", "dis", "um", "ze"
    };
    private static final String[] FOREIGN = {"Größe", "données", "東京", "señal", "данные", "\uD83D\uDE80"};

    private final SplittableRandom random;
    private final String[] words = new String[VOCABULARY];

    Words(SplittableRandom random) {
        this.random = random;
        for (int i = 0; i < VOCABULARY; i++) {
            var word = new StringBuilder();
            for (int syllables = 1 + random.nextInt(4); syllables > 0; syllables--) {
                word.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
            }
            words[i] = word.toString();
        }
    }

    /** Adds about so many characters, as they stand inside a JSON string. */
    void text(StringBuilder into, int length, boolean foreign) {
        int end = into.length() + length;
        int inSentence = 0;
        while (into.length() < end) {
            into.append(word());
            inSentence++;
            if (inSentence > 6 && random.nextInt(8) == 0) {
                into.append(random.nextInt(4) == 0 ? ".\\n" : ". ");
                inSentence = 0;
            } else {
                into.append(' ');
            }
            if (foreign && random.nextInt(20) == 0) {
                into.append(FOREIGN[random.nextInt(FOREIGN.length)]).append(' ');
            }
        }
    }

    private String word() {
        double u = random.nextDouble();
        return words[(int) (VOCABULARY * u * u * u)];
    }
}
