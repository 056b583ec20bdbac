package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A payment without a reference of its own comes back under ours: dropped twice without it, it would be two payments. */
class PainNamedTest {

    @ParameterizedTest
    @ValueSource(strings = {"<PmtId><EndToEndId>NOTPROVIDED</EndToEndId></PmtId>", "<PmtId><EndToEndId>notprovided</EndToEndId></PmtId>",
        "<PmtId><EndToEndId> NotProvided </EndToEndId></PmtId>", "<PmtId><EndToEndId></EndToEndId></PmtId>", "<PmtId><EndToEndId/></PmtId>",
        "<PmtId><InstrId>I-1</InstrId><EndToEndId/></PmtId>", "<PmtId><EndToEndId><x/></EndToEndId></PmtId>", "<PmtId><InstrId>I-1</InstrId></PmtId>", "<PmtId></PmtId>", "<PmtId/>", "",
        "<PmtId><InstrId>NOTPROVIDED</InstrId></PmtId><SplmtryData><EndToEndId>x</EndToEndId></SplmtryData>",
        "<SplmtryData><EndToEndId>x</EndToEndId></SplmtryData><PmtId><EndToEndId>NOTPROVIDED</EndToEndId></PmtId>"})
    void the_failures_name_it(String ids, @TempDir Path folder) throws IOException {
        String payment = "<CdtTrfTxInf>" + ids + "<Amt><InstdAmt Ccy=\"XOF\">5000</InstdAmt></Amt><Cdtr><Nm>Awa</Nm></Cdtr>"
                + "<CdtrAcct><Id><Othr><Id>0707129876</Id></Othr></Id></CdtrAcct></CdtTrfTxInf>";
        Drop.Read read = Drop.read(Pain.message(Pain.V09, 5_000, payment));
        PayoutRow row = read.rows().get(0);
        Path target = folder.resolve("failures.xml");
        try (Report report = FileForm.parse(read.form().text()).failures(target)) {
            List<String> cells = read.form().withReference(row.cells(), row.reference().value());
            report.add(new ResultRow(1, cells, new PayoutId(7, 1), null, null, PayoutState.FAILED, null, null, null, null, null, 1));
        }
        try (PayoutFile again = PayoutFile.open(target, "f" + Drop.SHA.substring(1), Drop.RULES)) {
            PayoutRow back = again.chunks(10).next().get(0);
            assertThat(back.reference()).as(Files.readString(target)).isEqualTo(row.reference());
            assertThat(back.refusal()).isNull();
        }
    }
}
