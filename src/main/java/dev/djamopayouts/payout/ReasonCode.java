package dev.djamopayouts.payout;

/** Why a payout or a file was refused: the ISO 20022 external status reason codes that finance systems know. */
public enum ReasonCode {
    /** The beneficiary's number is missing, damaged or foreign. */
    AC01("bad number", "mauvais numéro"),
    /** The amount is zero. */
    AM01("amount is zero", "montant nul"),
    /** The amount is above the maximum. */
    AM02("amount above the maximum", "montant au-dessus du maximum"),
    /** There are not enough funds. */
    AM04("no funds", "fonds insuffisants"),
    /** The payment was made, or asked for, before. */
    AM05("duplicate", "doublon"),
    /** The amount is below the minimum. */
    AM06("amount below the minimum", "montant en dessous du minimum"),
    /** The control totals do not agree with the rows. */
    AM10("control totals do not agree", "totaux de contrôle différents"),
    /** The beneficiary is not a Djamo customer. */
    BE06("not a Djamo customer", "pas client Djamo"),
    /** An amount or another field cannot be read. */
    FF01("unreadable amount or field", "montant ou champ illisible"),
    /** See the text. */
    NARR("see reason_text in the result", "voir reason_text dans le résultat");

    private final Words words;

    ReasonCode(String english, String french) {
        words = new Words(english, french);
    }

    /** What it says, in a few words. */
    public Words words() {
        return words;
    }
}
