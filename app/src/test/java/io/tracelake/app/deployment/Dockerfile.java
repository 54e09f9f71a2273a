package io.tracelake.app.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The instructions of the image. */
record Dockerfile(List<String> instructions) {
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");

    static Dockerfile read() {
        try {
            var text = Files.readString(Path.of("..", "Dockerfile"));
            return new Dockerfile(Arrays.stream(text.replaceAll("(?m)^#.*\\R", "")
                            .replaceAll("\\\\\\R\\s*", "")
                            .split("\\R", -1))
                    .filter(line -> !line.isBlank())
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What follows the instruction, for each place where it stands. */
    List<String> all(String instruction) {
        return instructions.stream()
                .filter(line -> line.startsWith(instruction + ' '))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
    }

    /** The words of a command that no shell sees. */
    static List<String> words(String command) {
        return QUOTED.matcher(command.substring(command.indexOf('[')))
                .results()
                .map(word -> word.group(1))
                .toList();
    }

    /** What the program is given by a command line. */
    static String[] arguments(List<String> command) {
        return command.subList(command.indexOf("-jar") + 2, command.size()).toArray(String[]::new);
    }
}
