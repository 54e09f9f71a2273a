package io.tracelake.app.command;

import io.tracelake.app.output.Json;
import io.tracelake.app.service.OpenedProject;
import io.tracelake.app.service.TraceText;
import io.tracelake.client.analytics.Row;
import io.tracelake.client.analytics.TraceRow;
import io.tracelake.client.http.NotFoundException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** One trace, whole. */
@Command(name = "get", description = "Shows one trace of a project with input, output and metadata.")
final class TracesGetCommand implements Callable<Integer> {
    @Mixin
    private final ServiceOptions service = new ServiceOptions();

    @Parameters(paramLabel = "<trace id>", description = "Id of the trace")
    private String traceId = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private final CommonOptions common;

    TracesGetCommand(CommonOptions common) {
        this.common = common;
    }

    @Override
    public Integer call() {
        if (traceId.isBlank()) {
            throw new ParameterException(spec.commandLine(), "the trace id is empty");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (var access = service.open(common)) {
            Row<TraceRow> row = trace(access);
            if (service.json()) {
                Json.print(out, document -> {
                    document.text("projectId", access.project().id());
                    document.object("trace", object -> TraceText.members(object, row));
                });
            } else {
                TraceText.lines(row).forEach(out::println);
                out.flush();
            }
        }
        return ExitStatus.OK;
    }

    private Row<TraceRow> trace(OpenedProject access) {
        try {
            return access.ask((analytics, keys) -> analytics.trace(keys, traceId));
        } catch (NotFoundException e) {
            throw new NoSuchTraceException(
                    "project " + access.project() + " has no trace '" + traceId + "', or has not taken it in yet", e);
        }
    }

    /** The message names project and trace. */
    static final class NoSuchTraceException extends RuntimeException {
        NoSuchTraceException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
