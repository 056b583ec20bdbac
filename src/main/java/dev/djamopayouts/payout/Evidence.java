package dev.djamopayouts.payout;

/**
 * What Djamo's support asks for when an answer is disputed.
 *
 * @param httpStatus    the answer's status code, 0 where there was no answer
 * @param correlationId Djamo's correlation id, or null
 */
public record Evidence(int httpStatus, String correlationId) {

    /** For steps that asked nobody. */
    public static final Evidence NONE = new Evidence(0, null);
}
