package io.tracelake.system.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Takes the place of the log of the whole process at TRACE, and keeps the lines with secrets in them. */
final class LeakAlarm extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger root;
    private final Level level;
    private final List<Appender<ILoggingEvent>> silenced = new ArrayList<>();
    private final AtomicLong lines = new AtomicLong();
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();

    private LeakAlarm(LoggerContext context) {
        this.root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        this.level = root.getLevel();
        setContext(context);
    }

    static LeakAlarm install() {
        var alarm = new LeakAlarm((LoggerContext) LoggerFactory.getILoggerFactory());
        Iterator<Appender<ILoggingEvent>> appenders = alarm.root.iteratorForAppenders();
        appenders.forEachRemaining(alarm.silenced::add);
        alarm.silenced.forEach(alarm.root::detachAppender);
        alarm.start();
        alarm.root.addAppender(alarm);
        alarm.root.setLevel(Level.TRACE);
        return alarm;
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.incrementAndGet();
        String text = event.getLoggerName() + ": " + event.getFormattedMessage();
        if (event.getThrowableProxy() != null) {
            text += ThrowableProxyUtil.asString(event.getThrowableProxy());
        }
        if (Secrets.isIn(text)) {
            leaks.add(text);
        }
    }

    long lines() {
        return lines.get();
    }

    /** Gives the log back. */
    @Override
    public void close() {
        root.detachAppender(this);
        root.setLevel(level);
        silenced.forEach(root::addAppender);
        stop();
        assertThat(leaks).as("lines of the log at TRACE with a secret").isEmpty();
    }
}
