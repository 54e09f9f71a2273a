package io.tracelake.app.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.tracelake.app.config.LogFormat;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Whether the log is text or JSON. Text is what {@code logback.xml} says; JSON is an object a line, stacks inside. */
public final class LogOutput {
    private static volatile LogFormat format = LogFormat.TEXT;

    private LogOutput() {}

    /** Holds for the rest of the process. */
    public static void use(LogFormat wanted) {
        if (format != wanted && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            use(wanted, context);
        }
        format = wanted;
    }

    /** As {@link #use(LogFormat)}, by the name of a format; anything else changes nothing. */
    public static void use(@Nullable String name) {
        if (LogFormat.JSON.name().equalsIgnoreCase(name)) {
            use(LogFormat.JSON);
        }
    }

    static void use(LogFormat wanted, LoggerContext context) {
        if (wanted == LogFormat.JSON) {
            context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
                    .iteratorForAppenders()
                    .forEachRemaining(appender -> {
                        if (appender instanceof OutputStreamAppender<ILoggingEvent> stream) {
                            stream.setEncoder(json(context));
                        }
                    });
        }
    }

    /** What ends a command, where programs read the log. */
    public static boolean isJson() {
        return format == LogFormat.JSON;
    }

    /** An encoder that is ready to be used. */
    public static JsonEncoder json(LoggerContext context) {
        var encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMDC(false);
        encoder.setWithArguments(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }

    /** A line as the log would have it, its end left out. */
    public static String line(String message) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger logger = context.getLogger("io.tracelake");
        var event = new LoggingEvent(LogOutput.class.getName(), logger, Level.ERROR, message, null, null);
        return new String(json(context).encode(event), StandardCharsets.UTF_8).strip();
    }
}
