package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.payout.Msisdn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** How commands show what is not theirs to spell out: times of this machine's zone, ages, reasons, and no whole number. */
final class Shown {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private Shown() {
    }

    /** A sentence that somebody else wrote, with phone numbers masked. */
    static String masked(String text) {
        return text == null ? "" : Msisdn.maskedIn(text);
    }

    /** A text of somebody else's on one line: nothing in it moves a terminal's cursor. */
    static String line(String text) {
        return text.replaceAll("\\p{Cntrl}+", "?");
    }

    /** As a shell takes it for one word, for commands to copy. */
    static String argument(PayoutFileEntry file) {
        String name = file.answerName();
        return name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*") && NamedPayout.parse(name).isEmpty() ? name : Long.toString(file.id());
    }

    /** Local time, or the empty text for 0. */
    static String time(long epochMillis) {
        return epochMillis == 0 ? "" : TIME.format(Instant.ofEpochMilli(epochMillis).atZone(ZoneId.systemDefault()));
    }

    /** {@code 45 s}, {@code 12 min}, {@code 3 h 20 min}, {@code 2 d 5 h}. */
    static String age(long millis) {
        Duration age = Duration.ofMillis(Math.max(0, millis));
        if (age.toMinutes() < 1) {
            return age.toSeconds() + " s";
        }
        if (age.toHours() < 1) {
            return age.toMinutes() + " min";
        }
        return age.toDays() < 1 ? age.toHours() + " h " + age.toMinutesPart() + " min"
                : age.toDays() + " d " + age.toHoursPart() + " h";
    }
}
