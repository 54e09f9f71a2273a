package io.tracelake.app.command;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command that has run in this process. */
record Ran(int status, String out, String err) {
    static Ran with(Path config, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = TracelakeCommand.of(Shutdown.unhooked())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(Stream.of(arguments), Stream.of("--config", config.toString()))
                        .toArray(String[]::new));
        return new Ran(status, out.toString(), err.toString());
    }

    /** By a reader that shares no code with the writer. */
    JsonNode json() {
        return JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(out);
    }
}
