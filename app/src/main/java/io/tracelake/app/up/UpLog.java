package io.tracelake.app.up;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.FilterReply;
import ch.qos.logback.core.util.FileSize;
import io.tracelake.app.config.LogFormat;
import io.tracelake.app.log.LogOutput;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Where {@code up} logs: everything into {@code logs/tracelake.log} below the data directory, five files of 10 MB at
 * most. Warnings of this program, not of its libraries, are also told to the user: on standard error, or inside the view.
 */
final class UpLog {
    private static final String FILE = "tracelake.log";
    private static final int OLD_FILES = 4;
    private static final long FILE_BYTES = 10_000_000;

    private UpLog() {}

    /**
     * Takes effect for the rest of the process.
     *
     * @return the last warnings, to be shown if the terminal is drawn on
     */
    static Supplier<List<String>> open(Path data, LogFormat format, boolean interactive, PrintStream err) {
        return open((LoggerContext) LoggerFactory.getILoggerFactory(), data, format, interactive, err);
    }

    static Supplier<List<String>> open(
            LoggerContext context, Path data, LogFormat format, boolean interactive, PrintStream err) {
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var filters = filters(root);
        root.detachAndStopAllAppenders();
        root.addAppender(file(context, format, data.resolve("logs"), filters));
        var recent = new RecentWarnings();
        root.addAppender(told(context, interactive ? recent : new Lines(context, format, err)));
        return recent::lines;
    }

    /** What the configuration keeps out of the log stays out. */
    private static List<Filter<ILoggingEvent>> filters(Logger root) {
        var filters = new ArrayList<Filter<ILoggingEvent>>();
        root.iteratorForAppenders()
                .forEachRemaining(appender -> filters.addAll(appender.getCopyOfAttachedFiltersList()));
        return filters;
    }

    /** One line of the log for people: no stack, no names of threads. */
    static String line(ILoggingEvent event) {
        return event.getLevel().toString().toLowerCase(Locale.ROOT) + ": "
                + event.getFormattedMessage().replaceAll("\\s*\\R\\s*", " ");
    }

    private static Appender<ILoggingEvent> file(
            LoggerContext context, LogFormat format, Path directory, List<Filter<ILoggingEvent>> filters) {
        Path file = directory.resolve(FILE);
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());
        filters.forEach(appender::addFilter);

        appender.setEncoder(format == LogFormat.JSON ? LogOutput.json(context) : text(context));

        var names = new FixedWindowRollingPolicy();
        names.setContext(context);
        names.setParent(appender);
        names.setFileNamePattern(file + ".%i");
        names.setMinIndex(1);
        names.setMaxIndex(OLD_FILES);
        names.start();
        appender.setRollingPolicy(names);

        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(FILE_BYTES));
        size.start();
        appender.setTriggeringPolicy(size);
        appender.start();
        return appender;
    }

    private static PatternLayoutEncoder text(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%thread] %logger{0} %msg%n");
        encoder.start();
        return encoder;
    }

    private static Appender<ILoggingEvent> told(LoggerContext context, AppenderBase<ILoggingEvent> appender) {
        appender.setContext(context);
        appender.addFilter(new OwnWarnings());
        appender.start();
        return appender;
    }

    private static final class OwnWarnings extends Filter<ILoggingEvent> {
        @Override
        public FilterReply decide(ILoggingEvent event) {
            return event.getLevel().isGreaterOrEqual(Level.WARN)
                            && event.getLoggerName().startsWith("io.tracelake.")
                    ? FilterReply.NEUTRAL
                    : FilterReply.DENY;
        }
    }

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final PrintStream err;
        private final @Nullable JsonEncoder json;

        Lines(LoggerContext context, LogFormat format, PrintStream err) {
            this.err = err;
            this.json = format == LogFormat.JSON ? LogOutput.json(context) : null;
        }

        @Override
        protected void append(ILoggingEvent event) {
            err.println(
                    json == null
                            ? Instant.ofEpochMilli(event.getTimeStamp()) + " " + line(event)
                            : new String(json.encode(event), StandardCharsets.UTF_8).strip());
        }
    }
}
