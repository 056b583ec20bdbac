package dev.djamopayouts.payout;

/** Why a payout or a file was refused: the ISO 20022 external status reason codes that finance systems know. */
public enum ReasonCode {
    /** The beneficiary's number is missing, damaged or foreign. */
    AC01,
    /** The amount is zero. */
    AM01,
    /** The amount is above the maximum. */
    AM02,
    /** There are not enough funds. */
    AM04,
    /** The payment was made, or asked for, before. */
    AM05,
    /** The amount is below the minimum. */
    AM06,
    /** The control totals do not agree with the rows. */
    AM10,
    /** The beneficiary is not a Djamo customer. */
    BE06,
    /** An amount or another field cannot be read. */
    FF01,
    /** See the text. */
    NARR
}
