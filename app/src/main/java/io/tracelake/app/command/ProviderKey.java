package io.tracelake.app.command;

import io.tracelake.client.Secret;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A secret that a user hands over without writing it into the command line, where other users could see it. */
final class ProviderKey {
    private static final String VARIABLE = "LLM_API_KEY";
    private static final int LONGEST = 64 * 1024;

    @Option(
            names = "--api-key-file",
            paramLabel = "<file>",
            description = "File that holds the provider's key (default: the environment variable " + VARIABLE
                    + ", otherwise standard input, or a question on a terminal)")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    /** Of the first place that there is. */
    Secret read() {
        String text = text().strip();
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
            throw new ParameterException(spec.commandLine(), "the provider's key must be one line of text");
        }
        return Secret.of(text);
    }

    private String text() {
        if (file != null) {
            return fileText(file);
        }
        String variable = System.getenv(VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return variable;
        }
        var terminal = Consoles.terminal();
        if (terminal != null) {
            char[] typed = terminal.readPassword("The provider's key: ");
            return typed == null ? "" : new String(typed);
        }
        return standardInput();
    }

    private String fileText(Path path) {
        try (var reader = Files.newBufferedReader(path)) {
            return limited(reader);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--api-key-file: '" + path + "' can't be read", e);
        }
    }

    private static String standardInput() {
        try {
            return limited(new InputStreamReader(System.in, Charset.defaultCharset()));
        } catch (IOException e) {
            throw new UncheckedIOException("standard input can't be read", e);
        }
    }

    private static String limited(Reader reader) throws IOException {
        var text = new StringBuilder();
        char[] buffer = new char[1024];
        for (int read = reader.read(buffer); read >= 0 && text.length() <= LONGEST; read = reader.read(buffer)) {
            text.append(buffer, 0, read);
        }
        return text.toString();
    }
}
