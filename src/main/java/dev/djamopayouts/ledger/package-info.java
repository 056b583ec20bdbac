/**
 * The memory of the house, and its SQL. Every step of the journey is claim, act, record: {@link
 * dev.djamopayouts.ledger.Payouts#claim} gives a payout to one claimant for a while, {@link
 * dev.djamopayouts.ledger.Payouts#record} takes the result only while that claim holds. What a method returned from is durable.
 */
package dev.djamopayouts.ledger;
