/**
 * The journey, one route builder a stage: receive, check, submit, resolve, track, settle. Pickup, answers and outcomes are
 * YAML routes on disk; both kinds take their work from the ledger through {@code ledger:} endpoints.
 */
package dev.djamopayouts.route;
