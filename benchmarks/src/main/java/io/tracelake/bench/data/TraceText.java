package io.tracelake.bench.data;

import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;

/** Traces as the service writes them in a list. Not thread-safe. */
final class TraceText {
    /** What a trace has beside the texts of its input and output. */
    private static final int FRAME = 870;

    private static final String[] NAMES = {"chat", "summarize", "extract", "classify", "agent-step"};

    private final Shape shape;
    private final String projectId;
    private final SplittableRandom random;
    private final Words words;
    private final StringBuilder text = new StringBuilder();

    TraceText(Shape shape, int project) {
        this.shape = shape;
        this.projectId = Shape.projectId(project);
        this.random = new SplittableRandom(shape.seed() * 31 + project);
        this.words = new Words(new SplittableRandom(shape.seed()));
    }

    /** One trace; the text is valid until the next one. */
    CharSequence next(Instant timestamp) {
        text.setLength(0);
        String id = id();
        boolean foreign = random.nextInt(10) == 0;
        int prose = Math.max(0, (int) ((shape.bytes() - FRAME) * (0.5 + random.nextDouble())));
        text.append("{\"id\":\"").append(id);
        text.append("\",\"htmlPath\":\"/project/")
                .append(projectId)
                .append("/traces/")
                .append(id);
        text.append("\",\"timestamp\":\"").append(timestamp);
        text.append("\",\"name\":\"").append(NAMES[random.nextInt(NAMES.length)]);
        text.append("\",\"input\":{\"messages\":[{\"role\":\"system\",\"content\":\"");
        text.append("You answer briefly and cite the documents you were given.");
        text.append("\"},{\"role\":\"user\",\"content\":\"");
        words.text(text, prose * 11 / 20, foreign);
        text.append("\"}]},\"output\":{\"role\":\"assistant\",\"content\":\"");
        words.text(text, prose * 9 / 20, foreign);
        text.append("\"},\"metadata\":{\"model\":\"small-").append(random.nextInt(4));
        text.append("\",\"temperature\":0.2,\"attempt\":").append(random.nextInt(3));
        text.append(",\"region\":\"eu-").append(random.nextInt(3));
        text.append("\"},\"projectId\":\"").append(projectId);
        text.append("\",\"sessionId\":\"session-").append(random.nextInt(20_000));
        text.append("\",\"externalId\":null,\"userId\":\"user-").append(random.nextInt(5_000));
        text.append("\",\"release\":\"2026.").append(random.nextInt(12));
        text.append("\",\"version\":\"").append(random.nextInt(30));
        text.append("\",\"environment\":\"production\",\"bookmarked\":false,\"createdAt\":\"")
                .append(timestamp);
        text.append("\",\"updatedAt\":\"").append(timestamp.plusMillis(random.nextInt(1, 60_000)));
        text.append("\",\"public\":false,\"tags\":[");
        tags();
        text.append("],\"totalCost\":");
        text.append(String.format(Locale.ROOT, "%.6f", random.nextDouble() / 50));
        text.append(",\"latency\":").append((double) (float) (random.nextInt(50, 20_000) / 1000.0));
        text.append(",\"scores\":[],\"observations\":[\"").append(id());
        text.append("\",\"").append(id()).append("\"]}");
        return text;
    }

    private String id() {
        long high = random.nextLong();
        long low = random.nextLong();
        return new java.util.UUID(high, low).toString();
    }

    private void tags() {
        int count = shape.tags() == 0 ? 0 : random.nextInt(6);
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "\"" : ",\"")
                    .append("tag-")
                    .append(random.nextInt(shape.tags()))
                    .append('"');
        }
    }
}
