package dev.djamopayouts.file;

import dev.djamopayouts.file.XmlOut.Place;
import dev.djamopayouts.payout.PayoutState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A payment status report (pain.002) on the payments of a pain.001, grouped as they were ordered. Holds the totals of one
 * PmtInf, whatever the size of the message.
 */
final class PainReport implements Report {

    /** How many rejected payments an acknowledgement lists; all are counted, and the result lists them all. */
    static final int MOST_LISTED = Answers.MOST_PROBLEMS;

    private static final int STATUS_BYTES = 80;

    private final XmlOut out;
    private final PainForm form;
    private final FileFacts acknowledged;
    private final PainTally all = new PainTally();
    private PainTally block;
    private Place created;
    private Place groupStatus;
    private Place blockStatus;
    private Instant latest;
    private int listed;

    private PainReport(Path target, PainForm form, FileFacts acknowledged) throws IOException {
        this.out = new XmlOut(target);
        this.form = form;
        this.acknowledged = acknowledged;
    }

    /** What became of each payment. */
    static PainReport result(Path target, PainForm form) throws IOException {
        return new PainReport(target, form, null);
    }

    /** Which payments are rejected at once; the others are accepted so far. */
    static PainReport acknowledgement(Path target, PainForm form, FileFacts file) throws IOException {
        return new PainReport(target, form, file);
    }

    /** What every status report on a message begins with, the group's status following. */
    static String beginning(PainForm form, String kind, long fileId) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"" + form.reportNamespace() + "\">\n<CstmrPmtStsRpt>\n<GrpHdr>"
                + XmlOut.element("MsgId", "DJP-" + fileId + "-" + kind);
    }

    /** The message that is reported on. */
    static String original(PainForm form) {
        return XmlOut.element("OrgnlMsgId", form.messageId()) + XmlOut.element("OrgnlMsgNmId", form.message());
    }

    @Override
    public void add(ResultRow row) {
        if (created == null) {
            begin(row.payoutId().fileId());
        }
        List<String> cells = row.cells();
        if (!cells.get(PainForm.BLOCK_BEFORE).isEmpty()) {
            endBlock();
            block = new PainTally();
        }
        String status = status(row);
        BigDecimal amount = PainSums.decimal(cells.get(PainForm.AMOUNT));
        all.add(status, amount);
        block.add(status, amount);
        latest = row.finalAt() == null || latest != null && latest.isAfter(row.finalAt()) ? latest : row.finalAt();
        if (acknowledged == null || row.status() == PayoutState.REJECTED && listed++ < MOST_LISTED) {
            list(row, status);
        }
    }

    private void begin(long fileId) {
        out.write(beginning(form, acknowledged == null ? "RESULT" : "ACK", fileId));
        created = out.keep(STATUS_BYTES);
        out.write("</GrpHdr>\n<OrgnlGrpInfAndSts>" + original(form));
        groupStatus = out.keep(PainTally.MOST_BYTES);
        out.write("</OrgnlGrpInfAndSts>\n");
    }

    private String status(ResultRow row) {
        boolean undecided = row.status() != PayoutState.REJECTED && row.status() != PayoutState.HELD;
        return acknowledged != null && undecided ? "ACTC" : row.status().isoStatus();
    }

    private void list(ResultRow row, String status) {
        if (blockStatus == null) {
            out.write("<OrgnlPmtInfAndSts>" + XmlOut.element("OrgnlPmtInfId", row.cells().get(PainForm.BLOCK_ID)));
            blockStatus = out.keep(PainTally.MOST_BYTES);
            out.write("\n");
        }
        out.write("<TxInfAndSts>" + XmlOut.element("StsId", row.payoutId().toString())
                + XmlOut.element("OrgnlInstrId", row.cells().get(PainForm.INSTRUCTION_ID))
                + XmlOut.element("OrgnlEndToEndId", row.cells().get(PainForm.END_TO_END_ID)) + XmlOut.element("TxSts", status)
                + StatusReason.xml(row.reason() == null ? null : row.reason().code(), row.reasonText()) + "</TxInfAndSts>\n");
    }

    private void endBlock() {
        if (blockStatus != null) {
            out.write("</OrgnlPmtInfAndSts>\n");
            out.fill(blockStatus, block.totals() + XmlOut.element("PmtInfSts", block.status()) + block.xml());
            blockStatus = null;
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (created != null) {
                endBlock();
                out.write("</CstmrPmtStsRpt>\n</Document>\n");
                out.fill(groupStatus, all.totals() + XmlOut.element("GrpSts", all.status()) + all.xml());
                Instant at = acknowledged == null ? latest : acknowledged.receivedAt();
                out.fill(created, XmlOut.element("CreDtTm", at == null ? form.createdAt() : at.toString()));
            }
        }
    }
}
