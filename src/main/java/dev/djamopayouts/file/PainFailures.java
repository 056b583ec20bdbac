package dev.djamopayouts.file;

import dev.djamopayouts.file.XmlOut.Place;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The payments of a pain.001 that were not paid, as a message of the same version: each as it came, in the PmtInf it came in,
 * under a new message id and with totals of its own, ready to be mended and dropped again.
 */
final class PainFailures implements Report {

    private static final int TOTALS_BYTES = 150;
    private static final Words OURS = new Words("the failures", "les échecs");

    private final XmlOut out;
    private final PainForm form;
    private final PainSums sums = new PainSums(OURS, null, null);
    private PainSums block;
    private Place totals;
    private Place blockTotals;
    private String before = "";
    private String after = "";

    PainFailures(Path target, PainForm form) throws IOException {
        this.out = new XmlOut(target);
        this.form = form;
    }

    @Override
    public void pass(ResultRow row) {
        List<String> cells = row.cells();
        if (!cells.get(PainForm.BLOCK_BEFORE).isEmpty()) {
            endBlock();
            before = cells.get(PainForm.BLOCK_BEFORE);
            after = cells.get(PainForm.BLOCK_AFTER);
        }
    }

    @Override
    public void add(ResultRow row) {
        pass(row);
        if (totals == null) {
            begin("-F" + row.payoutId().fileId());
        }
        if (blockTotals == null) {
            out.write("<PmtInf>" + before);
            blockTotals = out.keep(TOTALS_BYTES);
            out.write(after + "\n");
            block = new PainSums(OURS, null, null);
        }
        sums.add(PainSums.decimal(row.cells().get(PainForm.AMOUNT)));
        block.add(PainSums.decimal(row.cells().get(PainForm.AMOUNT)));
        out.write(row.cells().get(PainForm.PAYMENT) + "\n");
    }

    /** The old message id would be taken for the old message again. */
    private void begin(String suffix) {
        String id = form.messageId();
        String newId = id.substring(0, Math.min(id.length(), PainHeader.MOST_ID_CHARS - suffix.length())) + suffix;
        out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"" + XmlOut.escaped(form.namespace())
                + "\">\n<CstmrCdtTrfInitn>\n<GrpHdr>" + XmlOut.element("MsgId", newId) + XmlOut.element("CreDtTm", form.createdAt())
                + form.before());
        totals = out.keep(TOTALS_BYTES);
        out.write(form.after() + "</GrpHdr>\n");
    }

    private void endBlock() {
        if (blockTotals != null) {
            out.write("</PmtInf>\n");
            out.fill(blockTotals, block.xml());
            blockTotals = null;
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (totals != null) {
                endBlock();
                out.write("</CstmrCdtTrfInitn>\n</Document>\n");
                out.fill(totals, sums.xml());
            }
        }
    }
}
