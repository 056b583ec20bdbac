package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.file.FileProfile;
import dev.djamopayouts.file.PayoutFile;
import dev.djamopayouts.file.PayoutRow;
import dev.djamopayouts.file.ReadingRules;
import dev.djamopayouts.file.RowCells;
import dev.djamopayouts.ledger.Answers;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.NewPayout;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who needs a line of totals in every file gets one in the file of unpaid rows, so that it can be mended and dropped again. */
class UnpaidTrailerTest {

    private static final String SHA = "a".repeat(64);

    @TempDir
    Path folder;

    private static final ReadingRules RULES = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 100, 10_000, 10,
            new FileProfile(null, StandardCharsets.UTF_8, Map.of(), Map.of(), null, FileProfile.Totals.REQUIRED, "TOTAL", "msisdn", null));

    private String failures(String name, String content, String extension) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        Ledger.Place place = new Ledger.Place("jdbc:sqlite:" + folder.resolve(name + ".db"), null, null);
        try (Ledger ledger = Ledger.open(place, Ledger.Access.OWNER, 60_000); PayoutFile payouts = PayoutFile.open(file, SHA, RULES)) {
            PayoutFileEntry entry = ledger.files().take(new PayoutFiles.Drop("d", "folder", name, SHA, 1)).entry();
            payouts.chunks(100).forEachRemaining(rows -> ledger.files().add(entry.id(), rows.stream().map(UnpaidTrailerTest::payout).toList()));
            ledger.files().totals().keepTrailer(entry, payouts.trailer().orElseThrow().text());
            ledger.files().accept(entry, payouts.form().text(), extension, ledger.files().count(entry.id()), "{}");
            new Reports(ledger, folder).write(ledger.files().find(entry.id()).orElseThrow(), Answers.FAILURES, folder.resolve("failures"));
            assertThat(findings(ledger)).as("which totals a file agreed with is part of its event, and none of the audit's business").isEmpty();
            return Files.readString(folder.resolve("failures"));
        }
    }

    private static List<Object> findings(Ledger ledger) {
        List<Object> findings = new ArrayList<>();
        ledger.audit().verify(null, findings::add);
        return findings;
    }

    private static NewPayout payout(PayoutRow row) {
        return new NewPayout(row.lineNo(), RowCells.encode(row.cells()), row.reference(), row.msisdn(), row.amount(), row.description(), row.refusal());
    }

    private void readsBack(String content) throws IOException {
        try (PayoutFile again = PayoutFile.open(Files.writeString(folder.resolve("again"), content), SHA, RULES)) {
            again.chunks(100).forEachRemaining(rows -> assertThat(rows).hasSize(2));
            assertThat(again.trailer()).isPresent();
        }
    }

    @Test
    void the_line_of_totals_comes_back_with_the_totals_of_the_unpaid_rows() throws IOException {
        String failures = failures("a.csv", "ref;msisdn;montant\nR1;0707123456;50000\nR2;0707;75 000\nR3;0707123457;4000\nTOTAL;3;129 000\n", "csv");
        assertThat(failures).isEqualTo("ref;msisdn;montant\nR2;0707;75 000\nR3;0707123457;4000\nTOTAL;2;79000\n");
        readsBack(failures);
    }

    @Test
    void in_json_too() throws IOException {
        String failures = failures("a.jsonl", "{\"ref\":\"R1\",\"msisdn\":\"0707123456\",\"amount\":50000}\n{\"ref\":\"R2\",\"msisdn\":\"0707\",\"amount\":75000}\n"
                + "{\"ref\":\"R3\",\"msisdn\":\"0707123457\",\"amount\":\"4 000\"}\n{\"ref\":\"TOTAL\",\"msisdn\":\"3\",\"amount\":\"129 000\"}\n", "jsonl");
        assertThat(failures).endsWith("{\"ref\":\"TOTAL\",\"msisdn\":2,\"amount\":79000}\n");
        readsBack(failures);
    }
}
