/**
 * Payout files in, reports out: reads a dropped file of any form as a stream of rows, each valid or refused with a reason, and
 * writes the answers and reports that come back for it. Knows nothing of the ledger, of Djamo or of routes.
 */
package dev.djamopayouts.file;
