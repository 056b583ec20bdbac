package dev.djamopayouts.ledger;

import java.security.MessageDigest;

/**
 * A digest over what the rows of a file order, in the order of their lines: once a file is acknowledged, none of it changes,
 * and the trail keeps the digest.
 */
final class RowDigest {

    private final MessageDigest sha256 = Canon.sha256();
    private final StringBuilder text = new StringBuilder(160);

    /** @param first the state in which the row came in: REJECTED where it was refused from the start */
    void add(long lineNo, String first, String reference, String msisdn, Long amount) {
        text.setLength(0);
        Canon.write(text, lineNo, first, reference, msisdn, amount);
        sha256.update(Canon.bytes(text));
    }

    /** What the row just added asks for again; adds nothing for a row that mends none. */
    void addMended(String mends, String root) {
        if (mends != null || root != null) {
            text.setLength(0);
            Canon.write(text, "mends", mends, root);
            sha256.update(Canon.bytes(text));
        }
    }

    /** Of all rows so far; it begins anew. */
    String hex() {
        return Canon.hex(sha256);
    }
}
