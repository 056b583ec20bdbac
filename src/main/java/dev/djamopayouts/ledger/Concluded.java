package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;

/** What a step concluded about one of several payouts that it dealt with together, and the answer it concluded from. */
public record Concluded(Payout payout, Outcome outcome, Evidence evidence) {
}
