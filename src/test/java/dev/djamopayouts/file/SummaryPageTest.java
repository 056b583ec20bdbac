package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.ReasonCode;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SummaryPageTest {

    private static final Instant RECEIVED = Instant.parse("2026-11-27T23:58:01Z");

    @Test
    void a_finance_person_reads_what_was_paid_what_not_and_why() throws Exception {
        String text = parse(SummaryPage.html(summary("salaires.csv"), Language.ENGLISH)).getDocumentElement().getTextContent();

        assertThat(text).contains("Payouts of salaires.csv")
                .contains("Paid: 1,998 of 2,000 payouts, 99,900,000 XOF; fees 999,000 XOF; together 100,899,000 XOF.")
                .contains("paid (COMPLETED, ACSC)").contains("rejected (REJECTED, RJCT)")
                .contains("BE06 – not a Djamo customer").contains("2026-11-27 23:58:01 UTC").contains("ab12");
    }

    @Test
    void the_same_page_comes_in_french() throws Exception {
        Document page = parse(SummaryPage.html(summary("salaires.csv"), Language.FRENCH));

        assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("fr");
        assertThat(page.getDocumentElement().getTextContent()).contains("Paiements de salaires.csv")
                .contains("Payés : 1\u202F998 paiements sur 2\u202F000, 99\u202F900\u202F000 XOF")
                .contains("payé (COMPLETED, ACSC)").contains("pas client Djamo");
    }

    @Test
    void one_payout_is_one_in_french_too() throws Exception {
        FileSummary one = new FileSummary(facts("a.csv"), RECEIVED, RECEIVED, null,
                List.of(new FileSummary.State(PayoutState.COMPLETED, 1, 5_000)), List.of(), 50);

        assertThat(parse(SummaryPage.html(one, Language.FRENCH)).getDocumentElement().getTextContent())
                .contains("Payé : 1 paiement sur 1, 5\u202F000 XOF");
    }

    @Test
    void it_says_whose_file_it_is_where_senders_have_inboxes() throws Exception {
        FileFacts facts = new FileFacts(7, "a.csv", "ab12", "ab12", 10, RECEIVED, "acme", Language.FRENCH);
        FileSummary one = new FileSummary(facts, RECEIVED, RECEIVED, null, List.of(new FileSummary.State(PayoutState.COMPLETED, 1, 5_000)), List.of(), 50);

        assertThat(parse(SummaryPage.html(one, Language.FRENCH)).getDocumentElement().getTextContent()).contains("expéditeuracme");
        assertThat(SummaryPage.html(summary("a.csv"), Language.FRENCH)).doesNotContain("expéditeur");
    }

    @Test
    void a_hostile_name_stays_text() throws Exception {
        String page = SummaryPage.html(summary("<script>alert(1)</script>&\u0001\uD800.csv"), Language.ENGLISH);

        assertThat(page).doesNotContain("<script>");
        assertThat(parse(page).getElementsByTagName("h1").item(0).getTextContent())
                .isEqualTo("Payouts of <script>alert(1)</script>&\uFFFD\uFFFD.csv");
    }

    @Test
    void a_file_of_which_nothing_was_sent_has_no_time_of_sending() throws Exception {
        FileSummary nothing = new FileSummary(facts("a.csv"), RECEIVED, RECEIVED, null,
                List.of(new FileSummary.State(PayoutState.REJECTED, 1, 0)), List.of(), 0);

        assertThat(parse(SummaryPage.html(nothing, Language.ENGLISH)).getDocumentElement().getTextContent())
                .contains("first payout sent–").contains("Paid: 0 of 1 payouts, 0 XOF");
    }

    private static FileFacts facts(String name) {
        return new FileFacts(7, name, "ab12", 1_234, RECEIVED);
    }

    private static FileSummary summary(String name) {
        return new FileSummary(facts(name), RECEIVED.plusSeconds(1), RECEIVED.plusSeconds(60), RECEIVED.plusSeconds(2),
                List.of(new FileSummary.State(PayoutState.COMPLETED, 1_998, 99_900_000), new FileSummary.State(PayoutState.REJECTED, 2, 100_000)),
                List.of(new FileSummary.Unpaid(ReasonCode.BE06, 2, 100_000)), 999_000);
    }

    /** The page is well-formed XML too, but for the doctype. */
    private static Document parse(String html) throws Exception {
        assertThat(html).startsWith("<!DOCTYPE html>");
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(html.substring("<!DOCTYPE html>".length()))));
    }
}
