package io.tracelake.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class RehearsingPageTest {
    private static final Path PAGE = Path.of("..", "docs", "rehearsing.md");
    private static final Pattern NAME = Pattern.compile("`([a-z-]+)`");

    @Test
    void listsEveryFaultOnceAndNoOther() throws Exception {
        String table = Files.readString(PAGE).split("\\| fault \\| what happens \\|", -1)[1];
        List<String> listed = table.lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> NAME.matcher(cell).results().map(found -> found.group(1)))
                .toList();
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Fault.values()).map(Fault::label).toList());
    }
}
