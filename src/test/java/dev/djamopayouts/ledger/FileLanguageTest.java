package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Decision.Verdict;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a row stands in the ledger in the language of its own file, beside files of the other one. */
class FileLanguageTest {

    private static final long DAY = 86_400_000;
    private static final String AWA = "+2250707123456";
    private static final Words NO_CUSTOMER = new Words("not a customer", "n'est pas client");

    @TempDir
    Path folder;

    private Books books;

    @BeforeEach
    void opens() {
        books = new Books(folder);
    }

    @AfterEach
    void isClean() {
        assertThat(books.findings()).as("what the audit finds").isEmpty();
        books.close();
    }

    private long file(String name, Language language, Suspicion.Then then, NewPayout... rows) {
        PayoutFileEntry entry = books.ledger().files().take(new PayoutFiles.Drop("drop of " + name, "folder", name, "sha of " + name,
                "sha of " + name, 100, null, language)).entry();
        books.ledger().files().add(entry.id(), List.of(rows), new Suspicion(then, DAY));
        books.accept(entry);
        return entry.id();
    }

    private static NewPayout row(long line, String reference, String msisdn) {
        return Books.row(line, reference, msisdn, 50_000);
    }

    private String remark(long fileId, long lineNo) {
        List<SettledPayout> rows = new ArrayList<>();
        books.ledger().outcomes().eachRow(fileId, rows::add);
        return rows.stream().filter(row -> row.id().lineNo() == lineNo).findFirst().orElseThrow().remark();
    }

    private void rejectAll(Stage stage, Words words) {
        books.claim(stage).forEach(payout -> books.record(payout, new Outcome.Rejected(new Reason(ReasonCode.BE06, words))));
        books.ledger().payouts().shareKnown(100, 0, msisdn -> new Reason(ReasonCode.BE06, words));
    }

    @Test
    void one_check_is_told_to_each_row_that_waits_for_it_in_the_language_of_its_file() {
        long english = file("may.csv", Language.ENGLISH, Suspicion.Then.PAY, row(2, "A", AWA), Books.row(3, "B", AWA, 60_000));
        long french = file("mai.csv", Language.FRENCH, Suspicion.Then.PAY, Books.row(2, "C", AWA, 70_000));
        rejectAll(Stage.CHECK, NO_CUSTOMER);
        assertThat(List.of(remark(english, 2), remark(english, 3), remark(french, 2)))
                .containsExactly("not a customer", "not a customer", "n'est pas client");

        long asked = file("juin.csv", Language.FRENCH, Suspicion.Then.PAY, Books.row(2, "D", AWA, 80_000));
        long waits = file("june.csv", Language.ENGLISH, Suspicion.Then.PAY, Books.row(2, "E", AWA, 90_000));
        rejectAll(Stage.CHECK, NO_CUSTOMER);
        assertThat(List.of(remark(asked, 2), remark(waits, 2))).containsExactly("n'est pas client", "not a customer");
    }

    @Test
    void what_came_of_a_payout_is_told_in_the_language_of_its_file_and_what_djamo_wrote_as_it_stands() {
        long english = file("may.csv", Language.ENGLISH, Suspicion.Then.PAY, row(2, "A", AWA));
        long french = file("mai.csv", Language.FRENCH, Suspicion.Then.PAY, row(2, "B", "+2250707123457"), row(3, "C", "+2250707123458"));
        books.checkAll();
        books.claim(Stage.SUBMIT).forEach(payout -> books.record(payout, new Outcome.Failed(Books.booked(payout), new Reason(ReasonCode.NARR,
                payout.id().lineNo() == 3 ? Words.same("Wallet closed") : new Words("Djamo gave no reason", "Djamo n'a donné aucun motif")))));
        assertThat(List.of(remark(english, 2), remark(french, 2), remark(french, 3)))
                .containsExactly("Djamo gave no reason", "Djamo n'a donné aucun motif", "Wallet closed");
    }

    @Test
    void a_row_that_was_refused_as_it_was_read_is_kept_in_the_language_of_its_file() {
        Reason zero = new Reason(ReasonCode.AM01, new Words("the amount is zero", "le montant est nul"));
        NewPayout refused = new NewPayout(2, "cells", new Reference("Z"), new Msisdn(AWA), new Xof(0), "", zero);
        assertThat(remark(file("mai.csv", Language.FRENCH, Suspicion.Then.PAY, refused), 2)).isEqualTo("le montant est nul");
        assertThat(remark(file("may.csv", Language.ENGLISH, Suspicion.Then.PAY, refused), 2)).isEqualTo("the amount is zero");
    }

    @Test
    void a_row_that_came_before_is_told_so_in_the_language_of_the_later_file() {
        file("may.csv", Language.ENGLISH, Suspicion.Then.PAY, row(2, "A", AWA));
        long french = file("mai.csv", Language.FRENCH, Suspicion.Then.PAY, row(2, "A", "+2250707123457"));
        assertThat(remark(french, 2)).isEqualTo("la référence a déjà été utilisée : may.csv ligne 2 (paiement 1-2), qui est reçu (RECEIVED) et va"
                + " être payé ; donnez une autre référence à cette ligne si c'est un autre paiement");

        rejectAll(Stage.CHECK, NO_CUSTOMER);
        long mended = file("mai2.csv", Language.FRENCH, Suspicion.Then.PAY, row(4, "A", AWA));
        assertThat(remark(mended, 4)).isEqualTo("corrigé à partir de mai.csv ligne 2 (paiement 2-2)");
    }

    @Test
    void a_row_that_may_have_been_paid_is_told_in_french_how_that_one_stands() {
        file("mai.csv", Language.FRENCH, Suspicion.Then.PAY, row(2, "A", AWA), row(3, "B", "+2250707123457"), row(4, "C", "+2250707123458"));
        books.checkAll();
        books.claim(Stage.SUBMIT).forEach(payout -> books.record(payout, payout.id().lineNo() == 2 ? books.inDoubt()
                : payout.id().lineNo() == 3 ? new Outcome.Accepted(Books.booked(payout), 0) : new Outcome.Completed(Books.booked(payout))));
        long again = file("mai2.csv", Language.FRENCH, Suspicion.Then.PAY, row(2, "A", AWA), row(3, "B", "+2250707123457"),
                row(4, "C", "+2250707123458"));
        assertThat(remark(again, 2)).contains(", est en doute (UNKNOWN) depuis le ", "et a peut-être été payé : attendez son résultat");
        assertThat(remark(again, 3)).contains(", est en cours chez Djamo (PENDING) (").contains("attendez son résultat");
        assertThat(remark(again, 4)).contains(", a été payé (COMPLETED) le ");
    }

    @Test
    void a_row_that_is_mended_under_another_reference_is_told_so_in_french() {
        file("mai.csv", Language.FRENCH, Suspicion.Then.PAY, row(2, "A", AWA));
        books.checkAll();
        books.claim(Stage.SUBMIT).forEach(payout -> books.record(payout, new Outcome.Failed(Books.booked(payout),
                new Reason(ReasonCode.NARR, NO_CUSTOMER))));
        assertThat(remark(file("mai2.csv", Language.FRENCH, Suspicion.Then.PAY, row(2, "A", AWA)), 2))
                .isEqualTo("corrigé à partir de mai.csv ligne 2 (paiement 1-2), sous la référence A~2 car A a déjà été envoyée");
    }

    @Test
    void a_row_that_looks_like_another_payment_is_told_so_in_the_language_of_its_file_whatever_is_done_with_it() {
        file("may.csv", Language.ENGLISH, Suspicion.Then.PAY, row(2, "A", AWA));
        String story = "le même montant au même numéro que may.csv ligne 2 (paiement 1-2)";
        assertThat(remark(file("paie.csv", Language.FRENCH, Suspicion.Then.PAY, row(2, "B", AWA)), 2)).isEqualTo(story);
        assertThat(remark(file("retenu.csv", Language.FRENCH, Suspicion.Then.HOLD, row(2, "C", AWA)), 2)).isEqualTo(story);
        assertThat(remark(file("rejet.csv", Language.FRENCH, Suspicion.Then.REJECT, row(2, "D", AWA)), 2))
                .isEqualTo(story + " ; si c'est un autre paiement, déposez-le de nouveau une fois 24 heures passées");
    }

    @Test
    void what_a_person_decided_is_told_in_the_language_of_the_file_and_the_trail_stays_in_english() {
        long english = file("may.csv", Language.ENGLISH, Suspicion.Then.HOLD, row(2, "A", AWA), row(3, "B", AWA));
        long french = file("mai.csv", Language.FRENCH, Suspicion.Then.HOLD, row(2, "C", AWA), row(3, "D", AWA));
        decide(english, 3, Verdict.RELEASED);
        decide(french, 2, Verdict.RELEASED);
        decide(french, 3, Verdict.REJECTED);
        String story = "le même montant au même numéro que may.csv ligne 2 (paiement 1-2)";
        assertThat(remark(english, 3)).isEqualTo("the same amount to the same number as may.csv line 2 (payout 1-2);"
                + " released by awa: the support said so");
        assertThat(remark(french, 2)).isEqualTo(story + "; libéré par awa : the support said so");
        assertThat(remark(french, 3)).isEqualTo(story + "; rejeté par awa : the support said so");
        assertThat(books.number("SELECT COUNT(*) FROM event WHERE detail LIKE '%par awa%'")).isZero();
        assertThat(books.number("SELECT COUNT(*) FROM event WHERE detail LIKE '%by awa%'")).isEqualTo(3);
    }

    @Test
    void a_doubt_that_a_person_ended_is_told_in_the_language_of_the_file() {
        long french = file("mai.csv", Language.FRENCH, Suspicion.Then.PAY, row(2, "A", AWA), row(3, "B", "+2250707123457"));
        books.checkAll();
        books.claim(Stage.SUBMIT).forEach(payout -> books.record(payout, books.inDoubt()));
        decide(french, 2, Verdict.PAID);
        decide(french, 3, Verdict.NOT_PAID);
        assertThat(remark(french, 2)).isEqualTo("payé, décidé par awa : the support said so");
        assertThat(remark(french, 3)).isEqualTo("non payé, décidé par awa : the support said so");
    }

    private void decide(long fileId, long lineNo, Verdict verdict) {
        Desk.Decided decided = books.ledger().desk().decide(new PayoutId(fileId, lineNo),
                new Decision(verdict, verdict == Verdict.PAID ? "txn_desk" : null, "awa", "the support said so"));
        assertThat(decided.result()).isEqualTo(Desk.Result.MADE);
    }
}
