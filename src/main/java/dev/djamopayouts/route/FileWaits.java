package dev.djamopayouts.route;

/** A taken file is left where it is until its control totals come: nothing of it is paid, and nothing has failed. */
final class FileWaits extends Exception {

    FileWaits(String name) {
        super(name + " waits for its control totals", null, false, false);
    }
}
