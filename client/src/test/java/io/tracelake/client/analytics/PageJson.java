package io.tracelake.client.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Pages of traces made up from a seed: the JSON, and what has to be read from it. */
final class PageJson {
    private static final String[] WORDS = {
        "alpha", "zażółć", "\\u0000", "\\ud83d\\ude00", "😀", "\\\"", "\\\\", "}", "]", "{\\\"id\\\":", "\\n", ","
    };
    private static final String[] FAULTS = {
        "\"totalCost\":\"x\"",
        "\"latency\":[[{}]]",
        "\"tags\":[1]",
        "\"name\":{\"id\":\"inner\"}",
        "\"timestamp\":\"yesterday\"",
        "\"id\":[null]",
        "\"public\":0",
        "\"totalCost\":1e999999999",
    };

    private final Random random;
    private final List<String> records = new ArrayList<>();
    private final List<Object> expected = new ArrayList<>();

    PageJson(long seed, int size) {
        random = new Random(seed);
        for (int i = 0; i < size; i++) {
            if (random.nextInt(4) == 0) {
                addMalformed(i);
            } else {
                addValid(i);
            }
        }
    }

    /** For each record the trace, or the raw text if it is malformed. */
    List<Object> expected() {
        return expected;
    }

    String text() {
        String data =
                "\"data\":" + space() + "[" + space() + String.join(space() + "," + space(), records) + space() + "]";
        String meta = "\"meta\":{\"limit\":" + records.size() + ",\"totalItems\":" + records.size() + "}";
        List<String> members = new ArrayList<>(List.of(data, meta, "\"_deprecation\":" + value(3)));
        Collections.shuffle(members, random);
        return "{" + String.join("," + space(), members) + space() + "}";
    }

    private void addMalformed(int i) {
        if (random.nextInt(8) == 0) {
            String noObject = random.nextBoolean() ? "[" + value(2) + "]" : "null";
            records.add(noObject);
            expected.add(noObject);
            return;
        }
        List<String> members = new ArrayList<>();
        members.add(FAULTS[random.nextInt(FAULTS.length)]);
        addIfAbsent(members, "\"id\":", "\"m" + i + "\"");
        addIfAbsent(members, "\"timestamp\":", "\"2026-11-20T10:00:00.000Z\"");
        members.add("\"input\":" + value(4));
        members.add("\"unknown\":" + value(4));
        String record = object(members);
        records.add(record);
        expected.add(record);
    }

    private static void addIfAbsent(List<String> members, String name, String value) {
        if (members.stream().noneMatch(member -> member.startsWith(name))) {
            members.add(name + value);
        }
    }

    private void addValid(int i) {
        Instant timestamp = Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt(1_000_000_000));
        String input = value(4);
        String unknown = value(3);
        BigDecimal cost = BigDecimal.valueOf(random.nextInt(1_000_000_000), random.nextInt(16));
        long millis = random.nextInt(100_000);
        List<String> members = new ArrayList<>();
        members.add("\"id\":\"t" + i + "\"");
        members.add("\"timestamp\":\"" + timestamp + "\"");
        members.add("\"input\":" + input);
        members.add("\"unknown\":" + unknown);
        members.add("\"totalCost\":" + (random.nextBoolean() ? cost.toString() : "\"" + cost.toPlainString() + "\""));
        members.add("\"latency\":" + BigDecimal.valueOf(millis, 3) + "0000001");
        members.add("\"tags\":[\"a\", \"" + i + "\"]");
        records.add(object(members));
        expected.add(new TraceRow(
                "t" + i,
                timestamp,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of("a", "" + i),
                null,
                null,
                input.equals("null") ? null : input,
                null,
                null,
                millis,
                fits(cost) ? cost.setScale(12, RoundingMode.HALF_EVEN) : null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                "{\"unknown\":" + unknown + "}"));
        if (!fits(cost)) {
            expected.set(i, records.get(i));
        }
    }

    private static boolean fits(BigDecimal cost) {
        return cost.setScale(12, RoundingMode.HALF_EVEN).precision() <= 18;
    }

    private String object(List<String> members) {
        Collections.shuffle(members, random);
        return "{" + space() + String.join(space() + "," + space(), members) + space() + "}";
    }

    private String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> "null";
            case 1 -> "" + random.nextBoolean();
            case 2 -> "" + random.nextLong();
            case 3 -> random.nextInt() + "." + random.nextInt(1000) + "e-" + random.nextInt(9);
            case 4 -> "\"" + WORDS[random.nextInt(WORDS.length)].repeat(random.nextInt(40)) + "\"";
            case 5 -> "[" + value(depth - 1) + space() + "," + value(depth - 1) + "]";
            default -> "{" + space() + "\"id\":" + space() + value(depth - 1) + "}";
        };
    }

    private String space() {
        return " \n\t\r".substring(0, random.nextInt(5)).repeat(random.nextInt(3));
    }
}
