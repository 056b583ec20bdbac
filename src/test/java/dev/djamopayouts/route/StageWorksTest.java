package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.djamopayouts.djamo.ApiGate;
import dev.djamopayouts.djamo.Backoff;
import dev.djamopayouts.djamo.DjamoAccess;
import dev.djamopayouts.djamo.DjamoRoutes;
import dev.djamopayouts.djamo.Listing;
import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.djamo.Pace;
import dev.djamopayouts.djamo.Pacing;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.NewPayout;
import dev.djamopayouts.ledger.Notice;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles.Drop;
import dev.djamopayouts.ledger.RowIntake;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.ledger.Suspicion;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Ruling;
import dev.djamopayouts.payout.Xof;
import dev.djamopayouts.sandbox.DjamoSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is known of a number is looked for less often than checks are claimed, and in time all the same; what is sent again is
 * sent only where nothing was heard of it.
 */
class StageWorksTest {

    private static final long DAY = 86_400_000;
    private static final Evidence ANSWERED = new Evidence(200, "c-1");

    @AutoClose
    private Ledger ledger;
    private final AtomicLong nanos = new AtomicLong();
    private final MoneyFirst moneyFirst = new MoneyFirst(8, nanos::get);
    private StageWorks works;
    private StageWork<Payout> checks;

    @BeforeEach
    void opens(@TempDir Path folder) {
        ledger = Ledger.open(new Ledger.Place("jdbc:sqlite:" + folder.resolve("ledger.db"), null, null), Ledger.Access.OWNER, 60_000);
        ApiGate gate = new ApiGate(System::nanoTime, Backoff.random(1_000, 30_000));
        works = new StageWorks(ledger, gate, null, ledger.clock(), null, 1, 1_000, 60_000, DAY, Set.of(),
                new StageWorks.BatchRule(2, 0), moneyFirst);
        checks = works.payouts(Stage.CHECK);
    }

    @Test
    void at_once_where_nobody_else_is_left_to_ask_about() {
        accept("may.csv", List.of(row(2, 0), row(3, 0)));
        answer(checks.claim(1));
        assertThat(checks.claim(1)).isEmpty();
        assertThat(ledger.payouts().claim(Stage.SUBMIT, 10, 0)).extracting(payout -> payout.id().lineNo()).containsExactly(2L, 3L);
    }

    @Test
    void within_a_second_while_every_claim_finds_others() {
        List<NewPayout> rows = new ArrayList<>(List.of(row(2, 0), row(3, 0)));
        for (int line = 4; line < 20_000; line++) {
            rows.add(row(line, line));
        }
        accept("may.csv", rows);
        answer(checks.claim(1));
        assertThat(ledger.payouts().claim(Stage.SUBMIT, 1, 0)).extracting(payout -> payout.id().lineNo()).containsExactly(2L);
        List<Payout> others = new ArrayList<>();
        List<Payout> known = List.of();
        while (known.isEmpty() && others.size() < 19_000) {
            List<Payout> claimed = checks.claim(1);
            assertThat(claimed).as("another number each time").hasSize(1);
            others.addAll(claimed);
            known = ledger.payouts().claim(Stage.SUBMIT, 1, 0);
        }
        assertThat(known).as("%d others were claimed", others.size()).extracting(payout -> payout.id().lineNo()).containsExactly(3L);
        assertThat(others).extracting(payout -> payout.id().lineNo()).doesNotContain(3L);
    }

    @Test
    void a_file_to_known_customers_is_sent_without_waiting_for_a_poll() throws InterruptedException {
        accept("may.csv", List.of(row(2, 0)));
        answer(checks.claim(1));
        ledger.bell().await(Stage.SUBMIT, 0);
        accept("june.csv", List.of(row(3, 0)));
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> ledger.bell().await(Stage.SUBMIT, 60_000));
        assertThat(ledger.payouts().claim(Stage.SUBMIT, 10, 0)).extracting(payout -> payout.id().lineNo()).containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void few_are_asked_about_until_what_was_claimed_to_be_checked_and_sent_is_taken() {
        accept("may.csv", List.of(row(2, 0)));
        answer(checks.claim(1));
        onlyFewAreAskedAboutUntilTaken(checks);
        StageWork<PayoutBatch> batches = works.batches();
        assertThat(batches.claim(1)).hasSize(1);
        onlyFewAreAskedAboutUntilTaken(batches);
    }

    private void onlyFewAreAskedAboutUntilTaken(StageWork<?> work) {
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(moneyFirst.looks(500)).isEqualTo(1);
        work.taken(1);
        assertThat(moneyFirst.looks(500)).isEqualTo(500);
    }

    @Test
    void what_is_to_be_sent_again_is_not_where_an_event_came_after_its_claim() throws Exception {
        accept("may.csv", List.of(row(2, 2), row(3, 3), row(4, 4)));
        checks.claim(3).forEach(payout -> record(payout, new Outcome.Checked()));
        ledger.payouts().claim(Stage.SUBMIT, 3, 0).forEach(payout -> record(payout, new Outcome.InDoubt(Doubt.LOST_ANSWER, "lost", 0)));
        ledger.payouts().claim(Stage.RESOLVE, 3, 0).forEach(payout -> record(payout, new Outcome.NotSent("absent", 0)));
        Queue<Payout> heardOf = new ConcurrentLinkedQueue<>();
        // The call for the first one asks for the token while the others wait for the only thread.
        try (DjamoSandbox sandbox = DjamoSandbox.start(); CamelContext camel = submitting(sandbox, () -> {
            tell("R-3", heardOf);
            return sandbox.options().accessToken();
        })) {
            await().until(() -> sandbox.book().posts("R-4") == 1);
            assertThat(heardOf.peek().state()).as("claimed before the event").isEqualTo(PayoutState.SUBMITTING);
            assertThat(heardOf.peek().progress().attempts()).isEqualTo(2);
            assertThat(sandbox.book().posts("R-2")).isEqualTo(1);
            assertThat(sandbox.book().posts("R-3")).as("sent though Djamo had it").isZero();
            camel.stop();
        }
        assertThat(ledger.desk().find(heardOf.peek().id()).orElseThrow().state()).isEqualTo(PayoutState.COMPLETED);
    }

    /** Djamo paid it after all, told once. */
    private void tell(String reference, Queue<Payout> heardOf) {
        if (heardOf.isEmpty()) {
            ledger.notifications().take(new Notice("txn_3", "transactions/completed", reference, null, null), payout -> {
                heardOf.add(payout);
                return new Ruling.Applies(new Outcome.Completed(new Outcome.Settlement("txn_3", null, null, null)), null);
            });
        }
    }

    /** The stage itself, which sends to the sandbox. */
    private CamelContext submitting(DjamoSandbox sandbox, Supplier<String> token) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        camel.addComponent("ledger", new LedgerComponent(works));
        camel.addRoutesConfigurations(new ErrorPolicy());
        camel.addRoutes(new DjamoRoutes(new DjamoAccess(sandbox.baseUrl(), token, null, null, 1_000, 5_000, 1), works.gate(),
                Pace.inMemory(System::nanoTime, 0), new Listing(System::nanoTime, ledger.clock()), (call, meaning, took) -> { }, ledger.clock()));
        camel.addRoutes(new SubmitPayout(new Meanings(new Pacing(Backoff.random(1_000, 30_000), 0, 3, 1_000, 30_000), ledger.clock())));
        camel.start();
        return camel;
    }

    private void record(Payout payout, Outcome outcome) {
        assertThat(ledger.payouts().record(payout, outcome, ANSWERED)).isTrue();
    }

    private void answer(List<Payout> asked) {
        assertThat(asked).hasSize(1);
        record(asked.get(0), new Outcome.Checked());
    }

    private void accept(String name, List<NewPayout> rows) {
        PayoutFileEntry file = ledger.files().take(new Drop("drop of " + name, "folder", name, "sha of " + name, 100)).entry();
        RowIntake intake = ledger.files().intake(file.id(), Suspicion.NONE, DAY);
        intake.add(rows);
        ledger.files().accept(file, "form", "csv", intake.count(), "{}");
    }

    private static NewPayout row(long line, int person) {
        return new NewPayout(line, "cells of " + line, new Reference("R-" + line), new Msisdn("+22507" + String.format("%08d", person)),
                new Xof(5_000 + line), "", null);
    }
}
