package dev.djamopayouts.payout;

/**
 * An amount in whole West African CFA francs (XOF, ISO 4217: no minor unit). Never negative, never a fraction.
 *
 * @param francs whole francs, 0 or more
 */
public record Xof(long francs) implements Comparable<Xof> {

    public static final Xof ZERO = new Xof(0);

    public Xof {
        if (francs < 0) {
            throw new IllegalArgumentException("an amount is never negative: " + francs);
        }
    }

    /** The sum; throws {@link ArithmeticException} rather than wrap around. */
    public Xof plus(Xof other) {
        return new Xof(Math.addExact(francs, other.francs));
    }

    @Override
    public int compareTo(Xof other) {
        return Long.compare(francs, other.francs);
    }

    @Override
    public String toString() {
        return Long.toString(francs);
    }
}
