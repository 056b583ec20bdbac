package dev.djamopayouts.architecture.broken.djamo;

import dev.djamopayouts.architecture.broken.file.Sheet;

/** Breaks: the API knows no files; somebody sleeps. */
public final class Caller {

    void call(Sheet sheet) throws InterruptedException {
        Thread.sleep(sheet.rows);
    }
}
