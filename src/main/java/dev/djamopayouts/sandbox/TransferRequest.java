package dev.djamopayouts.sandbox;

/**
 * One transfer as asked for, already found valid.
 *
 * @param amount whole XOF
 * @param msisdn E.164 in digits, without "+"
 * @param description may be null
 */
record TransferRequest(long amount, long msisdn, String reference, String description) {
}
