package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.client.organizations.Certainty;
import io.tracelake.client.organizations.Operation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What holds for every command, and the page about them. */
class CommandTreeTest {
    private static final Path PAGE = Path.of("..", "docs", "commands.md");

    /** These run until they are stopped, or print something for another program. */
    private static final Set<String> WITHOUT_DATA =
            Set.of("up", "ingester", "streams", "sink", "sandbox", "broker", "health", "views", "completion");

    @ParameterizedTest(name = "tracelake {0}")
    @MethodSource("leaves")
    void explainsItselfAndPrintsForPrograms(String names) {
        var out = new StringWriter();
        int status = root().setOut(new PrintWriter(out)).execute((names + " --help").split(" ", -1));

        assertThat(status).isZero();
        assertThat(out.toString()).contains("Usage: tracelake " + names, "--config", "--debug");
        assertThat(find(names).getCommandSpec().findOption("--json") == null)
                .as("has no --json")
                .isEqualTo(WITHOUT_DATA.contains(names));
    }

    @Test
    void completesEveryCommand() {
        var out = new StringWriter();
        assertThat(root().setOut(new PrintWriter(out)).execute("completion")).isZero();

        var script = out.toString();
        assertThat(script).contains("complete -F _complete_tracelake", "compinit");
        for (String names : leaves().toList()) {
            assertThat(script)
                    .contains("_picocli_tracelake_" + names.replace(" ", "_").replace("-", ""));
        }
        assertThat(script).contains("--force-refresh", "--organization-role", "--with-default-models");
    }

    @Test
    void completesInARealShell() throws Exception {
        var script = new StringWriter();
        root().setOut(new PrintWriter(script)).execute("completion");
        var process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source /dev/stdin; COMP_WORDS=(tracelake keys ro); COMP_CWORD=2; _complete_tracelake;"
                                + " echo \"${COMPREPLY[@]}\"")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = process.outputWriter()) {
            in.write(script.toString());
        }

        assertThat(process.inputReader().readAllAsString().strip()).isEqualTo("rotate");
    }

    @Test
    void describesOnlyCommandsAndOptionsThatExist() throws Exception {
        var lines = Pattern.compile("(?m)(?:^\\$ |`)tracelake ([^`\\n|]+)")
                .matcher(Files.readString(PAGE).replaceAll("\\\\\\R", ""))
                .results()
                .map(found -> found.group(1).strip())
                .filter(line -> !line.startsWith("<"))
                .toList();

        assertThat(lines).hasSizeGreaterThan(20);
        for (String line : lines) {
            var command = find(line);
            if (command.getCommandSpec().userObject() instanceof Runnable) {
                assertThat(command.getSubcommands())
                        .as(line + " lacks a command")
                        .isEmpty();
            }
            Pattern.compile("(?<= )--[a-z-]+")
                    .matcher(line)
                    .results()
                    .forEach(option -> assertThat(
                                    command.getCommandSpec().optionsMap().containsKey(option.group())
                                            || command.getCommandSpec()
                                                    .negatedOptionsMap()
                                                    .containsKey(option.group()))
                            .as(option.group() + " in " + line)
                            .isTrue());
        }
    }

    @Test
    void describesEveryCommandOfTheOrganization() throws Exception {
        var page = Files.readString(PAGE);
        leaves().filter(names -> names.contains(" ") || names.equals("completion"))
                .forEach(names -> assertThat(page).contains("tracelake " + names));
    }

    @Test
    void describesWhereEveryOperationIs() throws Exception {
        var page = Files.readString(PAGE);
        for (var operation : Operation.values()) {
            assertThat(page)
                    .contains("| `%s` | `%s %s` | %s|"
                            .formatted(
                                    operation.label(),
                                    operation.method(),
                                    operation.path(),
                                    operation.certainty() == Certainty.KNOWN ? "" : "assumed "));
        }
    }

    /** The command that a line begins with. */
    private static CommandLine find(String line) {
        var command = root();
        for (String word : line.split(" +", -1)) {
            var next = command.getSubcommands().get(word);
            if (next == null) {
                break;
            }
            command = next;
        }
        assertThat(command.getParent()).as("tracelake " + line).isNotNull();
        return command;
    }

    static Stream<String> leaves() {
        return leaves(root()).map(command -> {
            var names = command.getCommandSpec().qualifiedName().split(" ", -1);
            return String.join(" ", Arrays.copyOfRange(names, 1, names.length));
        });
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(CommandTreeTest::leaves);
    }

    private static CommandLine root() {
        return TracelakeCommand.of(Shutdown.install(Duration.ofSeconds(1)));
    }
}
