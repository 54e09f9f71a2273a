package io.tracelake.client.json;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A JSON text of which some values have been cut. Which ones is said by their place, beside the text, so that no text can
 * pretend it.
 *
 * @param bytes UTF-8, up to {@code length}
 * @param cuts what stands for a value that was cut, by the offset at which it begins
 */
@SuppressWarnings("ArrayRecordComponent")
public record HeldText(byte[] bytes, int length, Map<Integer, Cut> cuts) {
    /** A text as it was sent. */
    public static HeldText whole(byte[] bytes) {
        return new HeldText(bytes, bytes.length, Map.of());
    }

    String decoded() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    /** The same places in {@link #decoded()}. A value begins with ASCII, so no character lies across its beginning. */
    Map<Integer, Cut> decodedCuts() {
        Map<Integer, Cut> byCharacter = new HashMap<>();
        int from = 0;
        int characters = 0;
        for (var entry : new TreeMap<>(cuts).entrySet()) {
            characters += new String(bytes, from, entry.getKey() - from, StandardCharsets.UTF_8).length();
            from = entry.getKey();
            byCharacter.put(characters, entry.getValue());
        }
        return byCharacter;
    }
}
