package io.tracelake.client.analytics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Pages of traces with input, output and metadata of all sizes, made up from a seed. */
final class CutPageJson {
    private static final String[] WORDS = {
        "alpha",
        "zażółć",
        "\\u0000",
        "\\ud83d\\ude00",
        "😀",
        "\\\"",
        "\\\\",
        "}",
        "]",
        "{\\\"id\\\":",
        "\\n",
        ",",
        "\\ud83d",
        "日本"
    };
    private static final List<String> PAYLOAD = List.of("input", "output", "metadata");

    private final Random random;

    /** The last of each member of the payload, as it is sent, for each record. */
    final List<Map<String, String>> payloads = new ArrayList<>();

    final String text;

    CutPageJson(long seed, int size) {
        random = new Random(seed);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            records.add(record(i));
        }
        String data = "\"data\"" + space() + ":" + space() + "[" + space()
                + String.join(space() + "," + space(), records) + space() + "]";
        List<String> members = new ArrayList<>(List.of(
                data, "\"meta\":{\"limit\":" + size + "}", "\"_deprecation\":" + value(3), "\"in\\u0070ut\":3"));
        Collections.shuffle(members, random);
        text = space() + "{" + space() + String.join(space() + "," + space(), members) + space() + "}" + space();
    }

    private String record(int i) {
        Map<String, String> payload = new TreeMap<>();
        List<String> members = new ArrayList<>();
        members.add("\"id\":\"t" + i + "\"");
        members.add("\"timestamp\":\"2026-11-20T10:00:00.000Z\"");
        members.add("\"unknown\":" + value(3));
        members.add("\"observations\":[" + space() + "{\"input\":1,\"id\":\"o\"}" + space() + "]");
        Collections.shuffle(members, random);
        for (int n = random.nextInt(5); n > 0; n--) {
            String name = PAYLOAD.get(random.nextInt(3));
            String value = value(4);
            members.add((random.nextInt(5) == 0
                            ? "\"\\u00" + Integer.toHexString(name.charAt(0)) + name.substring(1) + "\""
                            : "\"" + name + "\"")
                    + space() + ":" + space() + value);
            payload.put(name, value);
        }
        payloads.add(payload);
        return "{" + space() + String.join(space() + "," + space(), members) + space() + "}";
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0 -> "null";
            case 1 -> "" + random.nextBoolean();
            case 2 -> "" + random.nextLong();
            case 3 -> random.nextInt() + "." + random.nextInt(1000) + "e-" + random.nextInt(9);
            case 4 -> "\"" + WORDS[random.nextInt(WORDS.length)].repeat(random.nextInt(60)) + "\"";
            case 5 -> "[" + value(depth - 1) + space() + "," + value(depth - 1) + "]";
            case 6 -> "[".repeat(50) + value(depth - 1) + "]".repeat(50);
            default -> "{" + space() + "\"id\\\"\":" + space() + value(depth - 1) + ",\"input\":[]" + space() + "}";
        };
    }

    private String space() {
        return " \n\t\r".substring(0, random.nextInt(5)).repeat(random.nextInt(3));
    }
}
