package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Payout;
import java.io.IOException;
import java.nio.file.Path;

/** The main class of another process: owns the ledger in a folder until it is killed or its input ends. */
final class OtherOwner {

    private OtherOwner() {
    }

    /** Arguments: the folder, and "claim" where it is to accept a file and to claim its payouts for submission. */
    public static void main(String[] arguments) throws IOException {
        try {
            Books books = new Books(Path.of(arguments[0]));
            if (arguments.length > 1) {
                books.accepted("killed.csv", 5);
                books.checkAll();
                for (Payout payout : books.ledger().payouts().claim(Stage.SUBMIT, 3, 0)) {
                    System.out.println("claimed " + payout.id());
                }
            }
            System.out.println("owned");
            System.out.flush();
            while (System.in.read() >= 0) {
                continue;
            }
        } catch (LedgerFailed e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }
}
