package dev.djamopayouts.route;

import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/** Lets a receive see what pickup took and nothing else: a regular file, still, under a name that pickup gave, and not one that was left until its totals come. */
final class TakenFiles implements GenericFileFilter<Object> {

    private final RegularFiles regular = new RegularFiles();
    private final TotalsGate totals;

    TakenFiles(TotalsGate totals) {
        this.totals = totals;
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
        return DropName.isTaken(file.getFileName()) && regular.accept(file)
                && !totals.isLeft(DropName.dropId(file.getFileName()));
    }
}
