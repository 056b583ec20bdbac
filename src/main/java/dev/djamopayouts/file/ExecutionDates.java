package dev.djamopayouts.file;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What becomes of a file that asks to be paid on a later day.
 *
 * @param clock   tells which day it is, in UTC: the time of Côte d'Ivoire and Sénégal
 * @param ignored whether it is paid as it comes all the same, instead of being refused
 */
public record ExecutionDates(Clock clock, boolean ignored) {

    /** A file that comes before its day is refused. */
    public static final ExecutionDates KEPT = new ExecutionDates(Clock.systemUTC(), false);

    public ExecutionDates {
        Objects.requireNonNull(clock, "clock");
    }

    boolean isDue(LocalDate day) {
        return ignored || !day.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
}
