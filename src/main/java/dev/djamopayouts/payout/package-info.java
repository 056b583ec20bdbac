/**
 * The domain: what a payout is, where it stands, and what a step can conclude about it. Imports {@code java.*} only.
 */
package dev.djamopayouts.payout;
