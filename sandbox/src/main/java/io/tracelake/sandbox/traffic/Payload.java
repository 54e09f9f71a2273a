package io.tracelake.sandbox.traffic;

import java.util.List;

/** What a trace carries as JSON text: mostly chat messages of plausible length, now and then any other JSON type. */
public record Payload(Text input, Text output, String metadata) {
    private static final List<Payload> ODD = List.of(
            of("\"plain string input\"", "null", "null"),
            of("{\"exp\":1e+21,\"neg\":0,\"int53\":9007199254740992,\"price\":0.1}", "false", "{}"),
            of("\"quote \\\" back \\\\ nl \\n tab \\t emoji 🦄 zażółć <b>\"", "\"\"", "[\"x\",1]"),
            of("[1,2.5,null,true,{\"deep\":[[]]}]", "42", "\"text\""),
            of("null", "null", "null"));

    static Payload draw(Draws draws, boolean edited) {
        if (draws.chance(0.02)) {
            return draws.pick(ODD);
        }
        StringBuilder input = new StringBuilder(1_600).append("{\"messages\":[");
        if (draws.chance(0.6)) {
            message(input, "system", Phrases.system(draws)).append(',');
        }
        int turns = draws.chance(0.3) ? draws.between(2, 3) : 1;
        for (int turn = 1; turn < turns; turn++) {
            message(input, "user", Phrases.question(draws)).append(',');
            message(input, "assistant", Phrases.answer(draws, 2)).append(',');
        }
        message(input, "user", Phrases.question(draws)).append("]}");

        StringBuilder output = new StringBuilder(1_200);
        if (draws.chance(0.04) && !edited) {
            output.append("null");
        } else {
            String text = Phrases.answer(draws, draws.between(2, 14));
            message(output, "assistant", edited ? text + " (Corrected after review.)" : text);
        }
        String metadata =
                "{\"region\":\"%s\",\"attempt\":%d,\"experiment\":{\"arm\":\"%s\",\"weights\":[%d,0.5,null,true]}}"
                        .formatted(
                                draws.chance(0.7) ? "eu-central-1" : "us-east-1",
                                draws.between(1, 3),
                                draws.chance(0.5) ? "control" : "treatment",
                                draws.below(10));
        return of(input.toString(), output.toString(), metadata);
    }

    /** The same metadata with an input and an output of so many bytes together. */
    Payload grown(Draws draws, boolean edited, long bytes) {
        long input = bytes / 2;
        long inputKey = draws.next();
        long outputKey = draws.next() + (edited ? 1 : 0);
        return new Payload(new Text.Generated(inputKey, input), new Text.Generated(outputKey, bytes - input), metadata);
    }

    private static Payload of(String input, String output, String metadata) {
        return new Payload(new Text.Written(input), new Text.Written(output), metadata);
    }

    private static StringBuilder message(StringBuilder json, String role, String content) {
        return json.append("{\"role\":\"")
                .append(role)
                .append("\",\"content\":\"")
                .append(content)
                .append("\"}");
    }
}
