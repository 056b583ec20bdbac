/**
 * The commands of {@code bin/djamo-payouts}: one small class each. Exit codes: 0 well, 1 failed, 2 bad usage,
 * configuration or input.
 */
package dev.djamopayouts.cli;
