package dev.djamopayouts.file;

import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** What a message says its payments are together, held against what they are. */
final class PainSums {

    /** An xs:decimal of a bounded length, with no exponent and not negative. */
    private static final Pattern DECIMAL = Pattern.compile("\\+?([0-9]{1,30}(\\.[0-9]{0,30})?|\\.[0-9]{1,30})");
    /** A DecimalNumber of ISO 20022 has no more, and 17 of them behind the point. */
    private static final int MOST_DIGITS = 18;
    private static final Pattern COUNT = Pattern.compile("[0-9]{1,15}");

    private final Words place;
    private final String statedCount;
    private final String statedSum;
    private long count;
    private long unreadable;
    private BigDecimal sum = BigDecimal.ZERO;

    /**
     * @param place       whose totals these are
     * @param statedCount NbOfTxs, or null or empty where nothing is said
     * @param statedSum   CtrlSum, likewise
     */
    PainSums(Words place, String statedCount, String statedSum) {
        this.place = place;
        this.statedCount = statedCount;
        this.statedSum = statedSum;
    }

    /** The decimal number that a text is, or null. */
    static BigDecimal decimal(String text) {
        if (text == null || !DECIMAL.matcher(text).matches()) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        return fits(number) ? number : null;
    }

    private static boolean fits(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        return Math.max(bare.precision(), bare.scale()) - Math.min(bare.scale(), 0) <= MOST_DIGITS && bare.scale() < MOST_DIGITS;
    }

    /** A sum as it is written, without the zeros that a sender's cents leave behind; empty where it is no longer a number of ISO 20022. */
    static String plain(BigDecimal sum) {
        return fits(sum) ? sum.stripTrailingZeros().toPlainString() : "";
    }

    /** Counts a payment of that amount, null where it cannot be read. */
    void add(BigDecimal amount) {
        count++;
        if (amount == null) {
            unreadable++;
        } else {
            sum = sum.add(amount);
        }
    }

    long count() {
        return count;
    }

    /** The totals as elements; without a sum where an amount could not be read, as whoever mends it would have to change two. */
    String xml() {
        return XmlOut.element("NbOfTxs", Long.toString(count)) + (unreadable > 0 ? "" : XmlOut.element("CtrlSum", plain(sum)));
    }

    /** Refuses the file with AM10 where what was said is not what was found. */
    void mustAgree() {
        if (statedCount != null && !statedCount.isEmpty()
                && (!COUNT.matcher(statedCount).matches() || Long.parseLong(statedCount) != count)) {
            throw refused("NbOfTxs", statedCount, Long.toString(count), new Words("", ""));
        }
        if (statedSum == null || statedSum.isEmpty()) {
            return;
        }
        BigDecimal stated = decimal(statedSum);
        if (stated == null || unreadable > 0 || stated.compareTo(sum) != 0) {
            throw refused("CtrlSum", statedSum, sum.stripTrailingZeros().toPlainString(), unreadable == 0 ? new Words("", "") : new Words(
                    " without " + unreadable + " that cannot be read", " sans compter " + unreadable + " montant(s) illisible(s)"));
        }
    }

    private FileRefused refused(String element, String stated, String found, Words but) {
        return new FileRefused(new Problem(0, "file", new Reason(ReasonCode.AM10, new Words(
                place.english() + " states " + element + " " + shown(stated) + ", but its payments give " + found + but.english()
                        + ": find out whether a payment was lost, added or changed, and mend the file",
                place.french() + " annonce " + element + " " + shown(stated) + ", mais ses paiements donnent " + found + but.french()
                        + " : vérifiez si un paiement a été perdu, ajouté ou modifié, et corrigez le fichier"))));
    }

    private static String shown(String stated) {
        return stated.length() <= 31 && !stated.isEmpty() && decimal(stated) != null ? stated : Excerpt.of(stated);
    }
}
