package io.tracelake.app.command;

import io.tracelake.app.config.Mode;
import io.tracelake.app.output.Json;
import io.tracelake.app.output.TerminalSize;
import io.tracelake.app.output.TextTable;
import io.tracelake.app.service.OpenedOrganization;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that asks the organizations service. */
abstract class OrganizationCommand implements Callable<Integer> {
    @Option(names = "--json", description = "Print one JSON document instead of text")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;

    OrganizationCommand(CommonOptions common) {
        this.common = common;
    }

    /** Asks and prints. */
    abstract void run(OpenedOrganization organization);

    @Override
    public final Integer call() {
        try (var organization = OpenedOrganization.open(common.settings(Mode.ROLE))) {
            run(organization);
        }
        return ExitStatus.OK;
    }

    /** The document, or the table that fits the terminal. */
    final void print(Consumer<Json> members, TextTable table) {
        printLines(members, () -> table.lines(TerminalSize.now().columns()));
    }

    /** The document, or the lines. */
    final void printLines(Consumer<Json> members, Supplier<List<String>> lines) {
        var out = spec.commandLine().getOut();
        if (json) {
            Json.print(out, members);
        } else {
            lines.get().forEach(out::println);
            out.flush();
        }
    }

    /** One more line for people. */
    final void say(String line) {
        if (!json) {
            var out = spec.commandLine().getOut();
            out.println(line);
            out.flush();
        }
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
