package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Invariant 1: whatever happens in whatever order, every acknowledged row is in one state, by count and by amount. */
class AccountTest {

    /** What the ledger was told of one file. */
    private record Acknowledged(long rows, long francs) {
    }

    @Property(tries = 10, shrinking = ShrinkingMode.OFF)
    void rows_acknowledged_are_the_sum_over_all_states_at_every_moment(@ForAll long seed) throws IOException {
        Path folder = Files.createTempDirectory("account");
        try (Books books = new Books(folder)) {
            Day day = new Day(books, new Random(seed));
            for (int step = 0; step < 80; step++) {
                day.step();
                day.balances();
            }
            // The day draws its answers by lot, so what it sends again it sends without cause.
            assertThat(books.findings()).filteredOn(finding -> finding.check() != Audit.Check.RESENT).isEmpty();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A day of random work, right and wrong: late results, expired claims, restarts, refused files, repeated references. */
    private static final class Day {

        private final Books books;
        private final Random random;
        private final Map<Long, Acknowledged> acknowledged = new HashMap<>();
        private final Map<PayoutId, PayoutState> ends = new HashMap<>();
        private final Map<PayoutId, Reference> references = new HashMap<>();
        private final List<Payout> claimed = new ArrayList<>();
        private final List<SettledPayout> outcomes = new ArrayList<>();

        Day(Books books, Random random) {
            this.books = books;
            this.random = random;
        }

        void step() {
            switch (random.nextInt(9)) {
                case 0 -> receive();
                case 1 -> books.clock.advance(random.nextInt(2) == 0 ? 500 : Books.LEASE);
                case 2 -> restartNowAndThen();
                case 3 -> {
                    books.ledger().outcomes().settle();
                    outcomes.addAll(books.ledger().outcomes().claim(5));
                }
                case 4 -> deliver();
                case 5, 6 -> claim();
                default -> conclude();
            }
        }

        private void restartNowAndThen() {
            if (random.nextInt(4) == 0) {
                books.reopen();
            }
        }

        private void receive() {
            PayoutFileEntry entry = books.take("f" + random.nextInt(3)).entry();
            long francs = 0;
            int rows = random.nextInt(8);
            for (int line = 2; line < rows + 2; line++) {
                NewPayout row = random.nextInt(5) == 0 ? Books.refused(line, "R" + random.nextInt(30))
                        : Books.row(line, "R" + random.nextInt(30), "+22507000000" + (10 + random.nextInt(8)), 5_000 + line);
                francs += row.amount().francs();
                books.ledger().files().add(entry.id(), List.of(row));
            }
            switch (random.nextInt(4)) {
                case 0 -> books.ledger().files().refuse(entry, "{}");
                case 1 -> { }
                default -> {
                    books.accept(entry);
                    acknowledged.put(entry.id(), new Acknowledged(rows, francs));
                }
            }
        }

        private void claim() {
            Stage stage = Stage.values()[random.nextInt(Stage.values().length - 1)];
            int limit = 1 + random.nextInt(6);
            List<Payout> some = books.ledger().payouts().claim(stage, limit, 0);
            assertThat(some).hasSizeLessThanOrEqualTo(limit);
            for (Payout payout : some) {
                assertThat(acknowledged).containsKey(payout.id().fileId());
                assertThat(payout.reference()).isEqualTo(references.computeIfAbsent(payout.id(), id -> payout.reference()));
            }
            claimed.addAll(some);
        }

        private void conclude() {
            if (claimed.isEmpty()) {
                return;
            }
            Payout payout = claimed.get(random.nextInt(claimed.size()));
            Outcome outcome = outcome(payout);
            PayoutState to = outcome.leadsTo(payout.state());
            if (payout.state().mayBecome(to)
                    && books.ledger().payouts().record(payout, outcome, random.nextBoolean() ? Books.ANSWERED : Evidence.NONE)) {
                assertThat(books.state(payout.id())).isEqualTo(to);
            }
        }

        private Outcome outcome(Payout payout) {
            return switch (random.nextInt(9)) {
                case 0 -> new Outcome.Checked();
                case 1 -> new Outcome.Rejected(new Reason(random.nextBoolean() ? ReasonCode.BE06 : ReasonCode.NARR, "refused"));
                case 2 -> books.accepted(payout);
                case 3 -> new Outcome.Completed(Books.booked(payout));
                case 4 -> new Outcome.Failed(Books.booked(payout), new Reason(ReasonCode.NARR, "failed"));
                case 5 -> new Outcome.InDoubt(Doubt.values()[random.nextInt(Doubt.values().length)], "", books.clock.millis());
                case 6 -> new Outcome.NotSent("", books.clock.millis());
                default -> new Outcome.NotYet("", books.clock.millis() + random.nextInt(1_000));
            };
        }

        private void deliver() {
            for (SettledPayout payout : outcomes) {
                if (random.nextBoolean()) {
                    books.ledger().outcomes().delivered(payout).join();
                } else {
                    books.ledger().outcomes().tryAgain(payout, books.clock.millis()).join();
                }
            }
            outcomes.clear();
        }

        void balances() {
            Figures figures = books.ledger().figures();
            assertThat(figures.unaccounted()).isZero();
            assertThat(figures.unaccountedFrancs()).isZero();
            acknowledged.forEach((file, told) -> {
                long rows = 0;
                long francs = 0;
                for (Figures.Total total : figures.byState(file).values()) {
                    rows += total.rows();
                    francs += total.francs();
                }
                assertThat(new Acknowledged(rows, francs)).isEqualTo(told);
                books.ledger().outcomes().eachRow(file, this::staysFinal);
            });
            assertThat(books.number("SELECT COUNT(*) FROM (SELECT 1 FROM payout WHERE holds_reference = 1 GROUP BY reference"
                    + " HAVING COUNT(*) > 1) AS twice")).as("two payouts with one reference").isZero();
            assertThat(books.number("SELECT COUNT(*) FROM payout WHERE doubt_since IS NOT NULL AND holds_reference = 0"))
                    .as("a reference once in doubt is kept").isZero();
            assertThat(books.number("SELECT COUNT(*) FROM payout_file f WHERE closed_at IS NOT NULL AND state = 'SETTLED' AND EXISTS"
                    + " (SELECT 1 FROM payout p WHERE p.file_id = f.id AND p.delivered_at IS NULL)"))
                    .as("closed before all was delivered").isZero();
        }

        private void staysFinal(SettledPayout payout) {
            PayoutState before = ends.get(payout.id());
            if (before != null) {
                assertThat(payout.state()).isEqualTo(before);
            } else if (payout.state().isFinal()) {
                ends.put(payout.id(), payout.state());
            }
        }
    }
}
