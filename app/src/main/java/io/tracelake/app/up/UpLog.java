package io.tracelake.app.up;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
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
import io.tracelake.app.KnownNoise;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
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
    static Supplier<List<String>> open(Path data, boolean interactive, PrintStream err) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(file(context, data.resolve("logs")));
        var recent = new RecentWarnings();
        root.addAppender(told(context, interactive ? recent : new Lines(err)));
        return recent::lines;
    }

    /** One line of the log for people: no stack, no names of threads. */
    static String line(ILoggingEvent event) {
        return event.getLevel().toString().toLowerCase(Locale.ROOT) + ": "
                + event.getFormattedMessage().replaceAll("\\s*\\R\\s*", " ");
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Path directory) {
        Path file = directory.resolve(FILE);
        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(file.toString());
        appender.addFilter(new KnownNoise());

        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} %-5level [%thread] %logger{0} %msg%n");
        encoder.start();
        appender.setEncoder(encoder);

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

        Lines(PrintStream err) {
            this.err = err;
        }

        @Override
        protected void append(ILoggingEvent event) {
            err.println(Instant.ofEpochMilli(event.getTimeStamp()) + " " + line(event));
        }
    }
}
