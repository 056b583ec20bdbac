package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.MagicNumber;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Whatever goes well or wrong, token and numbers stay where they belong. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsStayTest {

    @Test
    void neither_token_nor_number_appears_in_logs_answers_or_texts() {
        String token = "at_secret_that_nobody_may_see";
        ListAppender<ILoggingEvent> seen = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("dev.djamopayouts");
        Level before = ours.getLevel();
        seen.start();
        root.addAppender(seen);
        ours.setLevel(Level.TRACE);
        StringBuilder said = new StringBuilder();
        DjamoAccess access = Line.access("http://127.0.0.1:9", token, 2);
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line unreachable = new Line(access);
                Line refused = new Line(Line.access(sandbox.baseUrl(), token, 2)); Line good = new Line(sandbox.baseUrl())) {
            said.append(unreachable.transfer("A", Sample.MSISDN)).append(refused.transfer("A", Sample.MSISDN)).append(access);
            for (MagicNumber number : List.of(MagicNumber.REFUSED, MagicNumber.CUT_AFTER_ACCEPTANCE, MagicNumber.FAILS)) {
                said.append(good.transfer("M" + number.ending(), number.msisdn(1)));
            }
            said.append(good.lookup(Sample.payout(PayoutState.UNKNOWN, "M9002", Sample.MSISDN, Sample.pending("x").progress())).value());
            said.append(DjamoCall.transfer(Sample.submitting("A", Sample.MSISDN))).append(DjamoCall.transfer(
                    Sample.submitting("A", Sample.MSISDN)).json()).append(unreachable.camel.getEndpoints());
        } finally {
            ours.setLevel(before);
            root.detachAppender(seen);
        }
        seen.list.forEach(event -> said.append('\n').append(event.getFormattedMessage()).append(event.getMDCPropertyMap()));
        assertThat(said.toString()).contains("transaction txn_").doesNotContain(token).doesNotContain(Line.TOKEN)
                .doesNotContain("2250707123456", "0707123456").doesNotContain(MagicNumber.FAILS.msisdn(1).substring(4));
    }
}
