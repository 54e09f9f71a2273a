package io.tracelake.app.command;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "tracelake",
        description = "Carries LLM traces and daily metrics through Kafka into Parquet, exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        subcommands = {
            UpCommand.class,
            IngesterCommand.class,
            StreamsCommand.class,
            SinkCommand.class,
            SandboxCommand.class,
            BrokerCommand.class,
            HealthCommand.class,
            ViewsCommand.class,
            StatusCommand.class,
            TracesCommand.class,
            MetricsCommand.class,
            VerifyCommand.class,
            CheckCommand.class,
            PlanCommand.class,
            BackfillCommand.class,
            DeadLettersCommand.class,
            ProjectsCommand.class,
            KeysCommand.class,
            LlmKeysCommand.class,
            MembersCommand.class,
            InvitationsCommand.class,
            SentinelPassesCommand.class,
            CompletionCommand.class
        },
        synopsisSubcommandLabel = "<command>")
public final class TracelakeCommand implements Runnable {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    private CommandSpec spec;

    private TracelakeCommand() {}

    /** The command line, whose services stop when {@code shutdown} says so. */
    public static CommandLine of(Shutdown shutdown) {
        var root = new TracelakeCommand();
        var commandLine = new CommandLine(root, new Commands(root.common, shutdown));
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((e, _) -> Errors.usage(e))
                .setExecutionExceptionHandler((e, failed, _) -> Errors.failure(e, failed, root.common.debug()));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }

    /** Makes each command with what it needs. */
    private record Commands(CommonOptions common, Shutdown shutdown) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            Object command = commands().get(type);
            if (command != null) {
                return type.cast(command);
            }
            return CommandLine.defaultFactory().create(type);
        }

        private Map<Class<?>, Object> commands() {
            var clock = InstantSource.system();
            var commands = new HashMap<>(OrganizationCommands.of(common, clock));
            commands.putAll(lineCommands(clock));
            commands.putAll(requestCommands(clock));
            return commands;
        }

        private Map<Class<?>, Object> requestCommands(InstantSource clock) {
            return Map.ofEntries(
                    Map.entry(PlanCommand.class, new PlanCommand(common, clock)),
                    Map.entry(BackfillCommand.class, new BackfillCommand(common, clock)),
                    Map.entry(BackfillListCommand.class, new BackfillListCommand(common, clock)),
                    Map.entry(BackfillShowCommand.class, new BackfillShowCommand(common, clock)),
                    Map.entry(BackfillPauseCommand.class, new BackfillPauseCommand(common, clock)),
                    Map.entry(BackfillResumeCommand.class, new BackfillResumeCommand(common, clock)),
                    Map.entry(BackfillCancelCommand.class, new BackfillCancelCommand(common, clock)),
                    Map.entry(DeadLettersListCommand.class, new DeadLettersListCommand(common, clock)),
                    Map.entry(DeadLettersShowCommand.class, new DeadLettersShowCommand(common)),
                    Map.entry(DeadLettersReplayCommand.class, new DeadLettersReplayCommand(common, clock)),
                    Map.entry(DeadLettersDropCommand.class, new DeadLettersDropCommand(common, clock)));
        }

        private Map<Class<?>, Object> lineCommands(InstantSource clock) {
            return Map.ofEntries(
                    Map.entry(UpCommand.class, new UpCommand(common, shutdown)),
                    Map.entry(IngesterCommand.class, new IngesterCommand(common, shutdown)),
                    Map.entry(StreamsCommand.class, new StreamsCommand(common, shutdown)),
                    Map.entry(SinkCommand.class, new SinkCommand(common, shutdown)),
                    Map.entry(SandboxCommand.class, new SandboxCommand(shutdown)),
                    Map.entry(BrokerCommand.class, new BrokerCommand(common, shutdown)),
                    Map.entry(HealthCommand.class, new HealthCommand(common)),
                    Map.entry(ViewsCommand.class, new ViewsCommand(common)),
                    Map.entry(StatusCommand.class, new StatusCommand(common, clock)),
                    Map.entry(TracesListCommand.class, new TracesListCommand(common, clock)),
                    Map.entry(TracesGetCommand.class, new TracesGetCommand(common)),
                    Map.entry(MetricsDailyCommand.class, new MetricsDailyCommand(common, clock)),
                    Map.entry(VerifyCommand.class, new VerifyCommand(common)),
                    Map.entry(CheckCommand.class, new CheckCommand(common)));
        }
    }
}
