package io.tracelake.bench;

import io.tracelake.bench.process.Child;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code make bench}. */
@Command(
        name = "make bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the line on seeded traces against DuckDB doing the same work from files, prints a table and",
            "writes a JSON file."
        })
public final class Bench implements Callable<Integer> {
    @Mixin
    private final Options options = new Options();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    public static void main(String[] args) {
        Child.absoluteClassPath();
        System.exit(command().execute(args));
    }

    static CommandLine command() {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (failure instanceof IllegalArgumentException || failure instanceof IllegalStateException) {
                        line.getErr().println(failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        var chosen = options.chosen();
        switch (chosen.mode) {
            case THROUGHPUT -> new Throughput(chosen, out).run();
            case LATENCY -> new Latency(chosen, out).run();
            case GROWTH -> new Growth(chosen, out).run();
        }
        return 0;
    }
}
