package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.ledger.Suspicion;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.Xof;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands of the desk say to whom, and what they refuse. */
class DeskCommandsTest {

    private static final long FAR = Long.MAX_VALUE / 2;
    private static final String MAY = """
            reference,msisdn,amount,description
            MAY-1,0707123456,50000,paid
            MAY-2,0707123457,60000,lost answer
            MAY-3,0707123458,70000,conflict
            MAY-4,0707123459,80000,under way
            MAY-5,0707123456,50000,held
            MAY-6,0707123457,60000,held
            """;

    @TempDir
    Path folder;

    private SmallLedger small;

    @BeforeEach
    void sendMay() throws Exception {
        small = new SmallLedger(folder);
        small.accept("may.csv", MAY, new Suspicion(Suspicion.Then.HOLD, 1_000));
        small.step(Stage.CHECK, payout -> new Outcome.Checked());
        small.step(Stage.SUBMIT, DeskCommandsTest::sent);
    }

    @AfterEach
    void close() {
        small.close();
    }

    private static Outcome sent(Payout payout) {
        Outcome.Settlement booked = new Outcome.Settlement("txn_" + payout.id(), null, new Xof(500), null);
        return switch (payout.reference().value()) {
            case "MAY-1" -> new Outcome.Completed(booked);
            case "MAY-2" -> new Outcome.InDoubt(Doubt.LOST_ANSWER, "timeout", FAR);
            case "MAY-3" -> new Outcome.InDoubt(Doubt.CONFLICT, "Djamo holds it for +2250101010101", FAR);
            default -> new Outcome.Accepted(booked, FAR);
        };
    }

    private void refused(int exitCode, String words, String... command) {
        CommandRun run = small.run(command);
        assertThat(run.exitCode()).as("%s", run).isEqualTo(exitCode);
        assertThat(run.err()).contains(words).doesNotContain("\tat ");
    }

    @Test
    void a_payout_is_shown_before_and_after_and_no_whole_number_is() {
        CommandRun run = small.run("resolve", "1-4", "--paid", "txn_77", "--by", "awa", "--why", "for +2250707123458,\nsays Djamo");
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).contains("payout 1-4: may.csv line 4, +22507••••••58, 70,000 XOF, reference MAY-3",
                "before  UNKNOWN, in doubt (CONFLICT) since ", "Djamo holds it for +22501••••••01", "after   COMPLETED: at Djamo txn_77")
                .doesNotContain("0707123458").doesNotContain("0101010101");
        assertThat(small.run("status", "may.csv").out()).contains("decided by hand",
                "paid, decided by awa: for +22507••••••58, says Djamo").doesNotContain("resolve 1-4");
        CommandRun again = small.run("resolve", "1-4", "--paid", "txn_77", "--why", "x");
        assertThat(again.exitCode()).isZero();
        assertThat(again.out()).contains("the same was decided before, nothing is changed: paid, decided by awa: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"07 05 05 05 05", "+225 07 05 05 05 05", "07-05-05-05-05", "07.05.05.05.05", "0705050505", "+221 77 123 45 67"})
    void the_grounds_are_kept_with_numbers_in_any_usual_writing_masked(String number) {
        CommandRun run = small.run("resolve", "1-4", "--not-paid", "--by", "awa", "--why", "asked " + number + " on 31/05/2026");
        String status = small.run("status", "may.csv").out();
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(status).contains("not paid, decided by awa: asked ", "on 31/05/2026").doesNotContain(number)
                .doesNotContain(number.substring(number.length() - 5));
    }

    @Test
    void who_decides_is_the_user_of_the_machine_unless_somebody_else_is_named() {
        small.run("resolve", "1-3", "--not-paid", "--why", "x");
        assertThat(small.run("status", "may.csv").out()).contains("not paid, decided by " + System.getProperty("user.name") + ": x");
    }

    @Test
    void what_cannot_be_decided_is_refused_with_what_it_is_and_what_to_do() {
        refused(1, "payout 1-2 is COMPLETED and stays so: a final state never changes", "resolve", "1-2", "--not-paid", "--why", "x");
        refused(1, "payout 1-5 is with Djamo as txn_1-5, which is asked until it says how it ended", "resolve", "1-5", "--not-paid",
                "--why", "x");
        refused(1, "decide it with: bin/djamo-payouts release 1-6 --why TEXT, or reject", "resolve", "1-6", "--not-paid", "--why", "x");
        refused(1, "decide it with: bin/djamo-payouts resolve 1-4 --paid DJAMO_ID --why TEXT, or --not-paid", "release", "1-4", "--why",
                "x");
        small.run("release", "1-6", "--by", "awa", "--why", "a bonus");
        refused(1, "payout 1-6 is on its way and not in doubt; there is nothing to decide; decided before: released by awa: a bonus (",
                "reject", "1-6", "--why", "x");
        small.step(Stage.CHECK, payout -> new Outcome.Checked());
        small.ledger.payouts().claim(Stage.SUBMIT, 10, 0);
        refused(1, "payout 1-6 is being sent at this moment; wait until its lease ends at 20", "resolve", "1-6", "--not-paid", "--why",
                "x");
    }

    @Test
    void a_transaction_that_pays_another_payout_is_refused() {
        refused(2, "the transaction txn_1-2 is that of payout 1-2, and one transaction pays one payout", "resolve", "1-4", "--paid",
                "txn_1-2", "--why", "x");
    }

    @Test
    void bad_usage_decides_nothing() {
        refused(2, "--why", "resolve", "1-4", "--not-paid");
        refused(2, "--paid", "resolve", "1-4", "--why", "x");
        refused(2, "mutually exclusive", "resolve", "1-4", "--paid", "txn_1", "--not-paid", "--why", "x");
        refused(2, "the grounds must be given, in 1 to 500 characters on one line", "resolve", "1-4", "--not-paid", "--why", " ");
        refused(2, "has no spaces", "resolve", "1-4", "--paid", "txn 1", "--why", "x");
        refused(2, "not a payout's id (like 12-345): may.csv", "resolve", "may.csv", "--not-paid", "--why", "x");
        refused(2, "the ledger knows no payout 9-9", "resolve", "9-9", "--not-paid", "--why", "x");
        refused(2, "the ledger knows no payout file june.csv", "release", "1-6", "june.csv", "--why", "x");
        assertThat(small.run("status", "may.csv").out()).as("the good name beside the bad one").doesNotContain("decided by hand");
    }

    @Test
    void held_rows_are_shown_with_the_commands_to_type() {
        String status = small.run("status", "may.csv").out();
        assertThat(status).contains("held until a person decides; nothing of these was sent",
                "the same amount to the same number as may.csv line 2 (payout 1-2)", "bin/djamo-payouts release 1-6 --why TEXT",
                "bin/djamo-payouts release may.csv --why TEXT", "bin/djamo-payouts reject may.csv --why TEXT",
                "bin/djamo-payouts resolve 1-4 --paid DJAMO_ID --why TEXT   or   bin/djamo-payouts resolve 1-4 --not-paid --why TEXT")
                .doesNotContain("0707123456");
        assertThat(small.run("status").out()).contains("held: 2 payouts wait until they are released or rejected",
                "may.csv: 2 held, 1 to look at; see  bin/djamo-payouts status may.csv");
    }

    @Test
    void all_that_is_held_of_a_file_is_released_and_once_more_is_well() {
        CommandRun run = small.run("release", "may.csv", "--by", "awa", "--why", "two bonuses");
        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).contains("may.csv: 2 rows are held, 110,000 XOF", "2 rows released by awa: two bonuses");
        assertThat(small.run("release", "may.csv", "--why", "x").out()).contains("nothing to decide");
        assertThat(small.run("status").out()).doesNotContain("held:");
    }

    @Test
    void a_file_that_is_still_being_received_waits_for_its_answer() {
        small.drop("june.csv", "x");
        refused(1, "june.csv is still being received; wait for its answer", "release", "june.csv", "--why", "x");
    }
}
