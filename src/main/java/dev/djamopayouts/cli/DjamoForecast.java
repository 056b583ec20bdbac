package dev.djamopayouts.cli;

import dev.djamopayouts.djamo.DjamoAccess;
import dev.djamopayouts.djamo.Enquiry;
import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.payout.Xof;
import java.io.PrintWriter;
import java.time.Clock;

/** What Djamo says of a file before anybody drops it: who is no customer, and whether the balance is enough. Nothing is paid. */
final class DjamoForecast {

    private final Voice voice;
    private final ReviewStory story;
    private final FileReview review;
    private final CustomerForecast customers;
    private long rows;
    private long francs;
    private long fees;

    DjamoForecast(Voice voice, ReviewStory story, FileReview review, CustomerForecast customers) {
        this.voice = voice;
        this.story = story;
        this.review = review;
        this.customers = customers;
    }

    /**
     * Asks about each number once and prints what it means for the file.
     *
     * @param callsPerSecond the most calls a second, 0 where nobody told a limit
     * @param mostListed     how many rows to strangers are listed
     * @return whether all are customers and the balance is enough
     */
    boolean print(DjamoAccess access, long callsPerSecond, int mostListed, PrintWriter err) throws Enquiry.Unanswered, InterruptedException {
        long balance;
        try (QuietLogs quiet = QuietLogs.silent(); Enquiry enquiry = Enquiry.open(access, callsPerSecond, Clock.systemUTC());
                AskingProgress progress = new AskingProgress(err, voice, customers::numbers, System::nanoTime)) {
            customers.ask(enquiry, access.callsInFlight(), progress::answered);
            balance = enquiry.balance();
        }
        story.say("Djamo was asked about %,d numbers: %,d customers, %,d not", "numéros demandés à Djamo : %,d, clients : %,d, non clients : %,d",
                customers.numbers(), customers.numbers() - customers.strangers(), customers.strangers());
        customers.eachStranger((lineNo, msisdn, amount) -> {
            if (rows < mostListed) {
                story.print(new Problem(lineNo, "msisdn", Meanings.notACustomer(msisdn)));
            }
            rows++;
            francs += amount;
            fees += review.feeOf(new Xof(amount)).francs();
        });
        story.printUnlisted(rows - Math.min(rows, mostListed));
        long total = review.total().francs() - francs;
        long fee = review.fee().francs() - fees;
        if (rows > 0) {
            story.say("rows to them: %,d, of %,d XOF, which would not be paid; left to pay %,d XOF, fee foreseen %,d XOF, together %,d XOF",
                    "lignes pour eux : %,d, de %,d XOF, qui ne seraient pas payées ; reste à payer %,d XOF, frais prévus %,d XOF, ensemble"
                            + " %,d XOF",
                    rows, francs, total, fee, total + fee);
        }
        return isEnough(balance, total + fee) && rows == 0;
    }

    private boolean isEnough(long balance, long needed) {
        if (balance >= needed) {
            story.say("balance %,d XOF: enough, the file would leave %,d XOF", "solde %,d XOF : suffisant, le fichier laisserait %,d XOF", balance,
                    balance - needed);
            return true;
        }
        story.say("balance %,d XOF: not enough, %,d XOF are missing; fund the account before you drop the file",
                "solde %,d XOF : insuffisant, il manque %,d XOF ; approvisionnez le compte avant de déposer le fichier", balance,
                needed - balance);
        return false;
    }
}
