package dev.djamopayouts.file;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;

/** How many payments of a message, or of a part of it, have which status of ISO 20022. */
final class PainTally {

    /** What {@link #xml()} and {@link #status()} of the four statuses there can be at once take at most, with numbers of 31 digits. */
    static final int MOST_BYTES = 800;

    private static final class Share {
        private long count;
        private BigDecimal sum = BigDecimal.ZERO;
    }

    private final Map<String, Share> shares = new TreeMap<>();
    private long count;
    private BigDecimal sum = BigDecimal.ZERO;

    /** @param amount as ordered, or null where it cannot be read */
    void add(String status, BigDecimal amount) {
        Share share = shares.computeIfAbsent(status, key -> new Share());
        share.count++;
        count++;
        if (amount != null) {
            share.sum = share.sum.add(amount);
            sum = sum.add(amount);
        }
    }

    /** The one status that all of them have, else PART: accepted in part. */
    String status() {
        return shares.size() == 1 ? shares.keySet().iterator().next() : "PART";
    }

    /** How many there are and what they are together, as elements of a status report. */
    String totals() {
        return XmlOut.element("OrgnlNbOfTxs", Long.toString(count)) + XmlOut.element("OrgnlCtrlSum", PainSums.plain(sum));
    }

    /** The number and the sum of each status, as elements of a status report. */
    String xml() {
        StringBuilder xml = new StringBuilder();
        shares.forEach((status, share) -> xml.append("<NbOfTxsPerSts>").append(XmlOut.element("DtldNbOfTxs", Long.toString(share.count)))
                .append(XmlOut.element("DtldSts", status)).append(XmlOut.element("DtldCtrlSum", PainSums.plain(share.sum)))
                .append("</NbOfTxsPerSts>"));
        return xml.toString();
    }
}
