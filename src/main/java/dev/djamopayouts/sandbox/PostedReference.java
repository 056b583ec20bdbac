package dev.djamopayouts.sandbox;

/** A reference that some POST bore, accepted or not. Guarded by the store's lock. */
final class PostedReference {
    final String reference;
    int posts;
    /** Null while nothing was accepted under it. */
    Transfer latest;

    PostedReference(String reference) {
        this.reference = reference;
    }
}
