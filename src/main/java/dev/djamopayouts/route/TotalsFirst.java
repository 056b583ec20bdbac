package dev.djamopayouts.route;

import dev.djamopayouts.file.TotalsFile;
import java.util.Comparator;
import org.apache.camel.component.file.GenericFile;

/** In what order files of one poll are taken and received: control totals before the files that they may be of. */
final class TotalsFirst {

    private static final Comparator<GenericFile<?>> TOTALS = Comparator.comparing(file -> !TotalsFile.isOne(file.getFileNameOnly()));

    private TotalsFirst() {
    }

    /** Then those first that were written first. */
    static Comparator<GenericFile<?>> thenByTime() {
        return TOTALS.thenComparing(GenericFile::getLastModified);
    }

    /** Then by the name that pickup gave, which begins with the time. */
    static Comparator<GenericFile<?>> thenByName() {
        return TOTALS.thenComparing(GenericFile::getFileName);
    }
}
