package dev.djamopayouts.journey;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Everything that is logged while it is open: messages, MDC and exceptions. */
final class LogBook implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final List<Appender<ILoggingEvent>> muted = new ArrayList<>();
    private final Level rootBefore = root.getLevel();
    private final Logger camel = (Logger) LoggerFactory.getLogger("org.apache.camel");
    private final Level camelBefore = camel.getLevel();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage() + " "
                    + event.getMDCPropertyMap() + stack(event.getThrowableProxy()));
        }
    };

    /** Listens at the levels the tests run with. */
    LogBook() {
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
    }

    /** Listens at what operators have and more, INFO of Camel too; the console hears nothing of it. */
    LogBook atInfo() {
        root.iteratorForAppenders().forEachRemaining(other -> {
            if (other != appender) {
                muted.add(other);
            }
        });
        muted.forEach(root::detachAppender);
        root.setLevel(Level.INFO);
        camel.setLevel(Level.INFO);
        return this;
    }

    private static String stack(IThrowableProxy thrown) {
        return thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown);
    }

    List<String> lines(String part) {
        return lines.stream().filter(line -> line.contains(part)).toList();
    }

    String text() {
        return lines.stream().collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        muted.forEach(root::addAppender);
        root.setLevel(rootBefore);
        camel.setLevel(camelBefore);
    }
}
