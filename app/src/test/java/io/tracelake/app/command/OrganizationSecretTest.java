package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Each command that talks to the services, with every option that it needs, against services that show secrets. */
class OrganizationSecretTest {
    private static final List<String> SHOWING = List.of("keys create", "keys rotate");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "tracelake {0}")
    @MethodSource("commands")
    void showsASecretOnlyWhereItIsMadeAndOnlyOnce(String line) throws IOException {
        for (var form : List.of("", " --json", " --debug", " --json --debug")) {
            try (var service = new ServiceStub()) {
                service.keys.put("k1", new ServiceStub.Key("k1", "by hand", "null"));
                Files.writeString(directory.resolve("key.txt"), ServiceStub.SECRET);
                var config = Files.writeString(directory.resolve("test.yml"), service.settings(", keys: mint"));

                var ran = Ran.with(
                        config,
                        (line + form)
                                .replace("KEY", directory.resolve("key.txt").toString())
                                .split(" +"));

                assertThat(ran.out() + ran.err()).doesNotContain(ServiceStub.SECRET);
                boolean shows = SHOWING.stream().anyMatch(line::startsWith);
                assertThat(ran.out().split("sk-lf-of-", -1)).hasSize(shows ? 2 : 1);
                assertThat(ran.err()).doesNotContain("sk-lf-of-");
                if (!line.startsWith("traces get") && !line.startsWith("check")) {
                    assertThat(ran.status()).as(ran.err()).isZero();
                }
            }
        }
    }

    /** From the command line itself, so that a new command can't be forgotten. */
    static Stream<String> commands() {
        var root = TracelakeCommand.of(Shutdown.install(Duration.ofSeconds(1)));
        return Stream.of(
                        "projects",
                        "keys",
                        "llm-keys",
                        "members",
                        "invitations",
                        "sentinel-passes",
                        "traces",
                        "metrics",
                        "check")
                .flatMap(name ->
                        leaves(Objects.requireNonNull(root.getSubcommands().get(name))))
                .map(OrganizationSecretTest::line);
    }

    private static Stream<CommandLine> leaves(CommandLine command) {
        return command.getSubcommands().isEmpty()
                ? Stream.of(command)
                : command.getSubcommands().values().stream().flatMap(OrganizationSecretTest::leaves);
    }

    private static String line(CommandLine command) {
        var spec = command.getCommandSpec();
        var names = spec.qualifiedName().replaceFirst("tracelake ", "");
        var parameters = spec.positionalParameters().stream().map(_ -> " k1").findFirst();
        var options =
                spec.options().stream().map(OrganizationSecretTest::option).reduce("", String::concat);
        return names + parameters.orElse("") + options;
    }

    private static String option(OptionSpec option) {
        var name = option.longestName();
        var given = List.of(
                "--yes",
                "--secret",
                "--api-key-file KEY",
                "--include users,apiKeys,llmApiKeys,sentinelPasses",
                "--role admin",
                "--project p1");
        return given.stream()
                .filter(text -> Arrays.asList(text.split(" ", -1)).getFirst().equals(name))
                .findFirst()
                .map(text -> " " + text)
                .orElse(option.required() ? " " + name + " x" : "");
    }
}
