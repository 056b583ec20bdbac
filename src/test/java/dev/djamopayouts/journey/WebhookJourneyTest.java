package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.MagicNumber;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sandbox's real deliveries, good and bad, registered with the operator's command. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookJourneyTest {

    private static final String HEADER = "reference,msisdn,amount,description\n";
    private static final String LOOK = "GET /v1/transactions/<id>";
    private static final String AWA = "+2250703000100";
    private static final String ONE = HEADER + "W-0,0703000100,50000,x\n";
    /** One of them fails at Djamo. */
    private static final String THIRTY = HEADER + IntStream.range(0, 30).mapToObj(i -> "W-" + i + ","
            + (i == 7 ? MagicNumber.FAILS.msisdn(1).replace("+225", "") : "07030%05d".formatted(i + 100)) + ",50000,x\n").collect(Collectors.joining());

    @TempDir
    Path folder;

    static Stream<Arguments> waysOfDelivery() {
        return Stream.of(Arguments.of("in order", Faults.none()),
                Arguments.of("twice", Faults.builder().webhookDuplicated(1).build()),
                Arguments.of("late", Faults.builder().webhookLate(1).webhookLateMillis(700).build()),
                Arguments.of("before the answer", Faults.builder().webhookBeforeAnswer(1).build()),
                Arguments.of("reversed", Faults.builder().webhookReversed(1).build()),
                Arguments.of("the answer lost", Faults.builder().cutAfterAcceptance(0.2).webhookBeforeAnswer(0.5).build()),
                Arguments.of("all of it", Faults.builder().webhookDuplicated(0.5).webhookLate(0.5).webhookLateMillis(500).webhookReversed(0.5)
                        .webhookBeforeAnswer(0.5).cutAfterAcceptance(0.1).build()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOfDelivery")
    void however_events_are_delivered_every_payout_ends_by_them_and_nobody_asks_how_it_stands(String way, Faults faults) {
        try (LogBook log = new LogBook(); WebhookLine line = new WebhookLine(folder, 5, 50).withoutPolling().start()) {
            line.journey().sandbox().faults(faults);
            line.journey().drop("paie.csv", THIRTY);
            line.journey().audit();
            assertThat(line.journey().sandbox().book().calls()).as("asked how a payout stands").doesNotContainKey(LOOK);
            assertThat(line.journey().books().rows("COMPLETED")).hasSize(29);
            assertThat(line.journey().books().number("SELECT COUNT(*) FROM payout WHERE alarm IS NOT NULL")).isZero();
            assertThat(line.journey().books().number("SELECT COUNT(*) FROM event WHERE kind = 'NOTIFIED'")).isGreaterThanOrEqualTo(15);
            assertThat(line.journey().books().number("SELECT COUNT(*) FROM webhook_event")).as("kept aside").isZero();
            assertThat(log.lines("")).noneMatch(said -> said.startsWith("ERROR"));
        }
    }

    @Test
    void what_events_are_lost_polling_finds_and_while_some_arrive_it_waits() {
        try (WebhookLine line = new WebhookLine(folder, 1, 50)) {
            line.journey().set("track.with-webhooks-ms", "3000");
            line.start().journey().sandbox().faults(Faults.builder().webhookLost(0.6).build());
            assertThat(line.tell("transactions/started", WebhookLine.transaction("txn_other", "THEIRS-1", AWA, 70_000, "pending")).statusCode())
                    .as("from now on events are trusted to arrive").isEqualTo(200);
            line.journey().drop("paie.csv", THIRTY);
            line.journey().audit();
            long told = line.journey().books().number("SELECT COUNT(*) FROM event WHERE kind = 'NOTIFIED'");
            assertThat(line.journey().sandbox().book().summary().webhooksLost()).isPositive();
            assertThat(told).as("led on by events").isBetween(1L, 29L);
            assertThat(line.journey().sandbox().book().calls(LOOK)).as("asked about, once each at most a few").isBetween(30 - told, 90L);
        }
    }

    @Test
    void where_no_event_ever_arrives_payouts_are_asked_about_as_without_webhooks() {
        try (WebhookLine line = new WebhookLine(folder, 1, 50)) {
            line.journey().set("track.with-webhooks-ms", "86400000");
            line.start().journey().sandbox().faults(Faults.builder().webhookLost(1).build());
            line.journey().drop("paie.csv", THIRTY);
            line.journey().audit();
            assertThat(line.journey().books().number("SELECT COUNT(*) FROM event WHERE kind = 'NOTIFIED'")).isZero();
        }
    }

    @Test
    void without_a_secret_key_nothing_listens() {
        try (WebhookLine line = new WebhookLine(folder, 1, 50)) {
            line.journey().unset("djamo.secret-key").start();
            assertThatThrownBy(() -> line.tell("transactions/completed", "{}")).hasCauseInstanceOf(ConnectException.class);
        }
    }

    @Test
    void an_event_of_nobodys_reference_is_kept_aside_and_shown() {
        try (WebhookLine line = new WebhookLine(folder, 1, 50).start()) {
            String event = WebhookLine.transaction("txn_other", "THEIRS-1", AWA, 70_000, "completed");
            for (int i = 0; i < 3; i++) {
                assertThat(line.tell("transactions/completed", event).statusCode()).isEqualTo(200);
            }
            line.journey().drop("paie.csv", ONE);
            line.journey().audit();
            DeskRun list = DeskRun.of(line.journey(), "webhooks", "list", "--set", "djamo.base-url=" + line.journey().sandbox().baseUrl(),
                    "--set", "djamo.access-token=at_sandbox");
            assertThat(list.exitCode()).isZero();
            assertThat(list.said()).contains("transactions/started", line.url(), "events whose reference no payout bore: 1", "txn_other",
                    "THEIRS-1", "70,000", "+22507", "no events that contradict the ledger").doesNotContain(AWA);
            assertThat(DeskRun.of(line.journey(), "status").said()).contains("Djamo told of transactions whose reference no payout here bore, in 1 events");
        }
    }

    @Test
    void an_event_that_contradicts_the_ledger_changes_nothing_and_is_an_alarm_once() {
        try (LogBook log = new LogBook(); WebhookLine line = new WebhookLine(folder, 1, 50).start()) {
            line.journey().drop("paie.csv", ONE);
            line.journey().audit();
            String own = line.journey().books().rows().get(0).djamoId();
            String failed = WebhookLine.transaction(own, "W-0", AWA, 50_000, "failed");
            assertThat(line.tell("transactions/failed", failed).statusCode()).isEqualTo(200);
            assertThat(line.tell("transactions/failed", failed).statusCode()).isEqualTo(200);
            assertThat(line.journey().books().rows("COMPLETED")).hasSize(1);
            assertThat(log.lines("")).filteredOn(said -> said.startsWith("ERROR")).hasSize(1).allSatisfy(said -> assertThat(said)
                    .contains("payout 1-2: it is COMPLETED here, and Djamo tells of transaction " + own + " (FAILED)"));
            assertThat(DeskRun.of(line.journey(), "status").said()).contains("alarm: 1 payouts were answered otherwise");
            line.journey().audit();
        }
    }

    /** As an old copy of the ledger would meet it: what it is about to send is at Djamo already. */
    @Test
    void a_payout_that_was_never_sent_and_that_djamo_tells_of_is_looked_up_before_anything_is_sent() {
        try (LogBook log = new LogBook(); WebhookLine line = new WebhookLine(folder, 1, 50).start()) {
            line.journey().sandbox().faults(Faults.builder().down(true).build());
            line.journey().drop("paie.csv", ONE);
            line.journey().answer("paie.csv.ack.json");
            assertThat(line.tell("transactions/started", WebhookLine.transaction("txn_before", "W-0", AWA, 50_000, "pending")).statusCode())
                    .isEqualTo(200);
            assertThat(line.journey().books().rows("UNKNOWN")).hasSize(1);
            line.journey().sandbox().faults(Faults.none());
            Journey.eventually(() -> assertThat(line.journey().sandbox().book().calls("GET /v1/transactions?reference=")).isPositive());
            assertThat(line.journey().sandbox().book().calls("POST /v1/transactions")).as("nothing is sent").isZero();
            assertThat(log.lines("")).anyMatch(said -> said.startsWith("ERROR") && said.contains("nothing is sent before it was looked up"));
        }
    }
}
