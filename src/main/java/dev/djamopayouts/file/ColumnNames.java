package dev.djamopayouts.file;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which of our columns a name in a file means, under what is agreed with its sender: a name that was agreed takes the
 * place of that column's usual ones, and a column with a fixed value need not be there. For headers and for members alike.
 */
final class ColumnNames {

    private static final int SHOWN_COLUMNS = 20;

    private final FileProfile profile;
    private final Map<String, Column> agreed = new HashMap<>();

    ColumnNames(FileProfile profile) {
        this.profile = profile;
        profile.columns().forEach((column, name) -> agreed.put(compared(name), column));
    }

    /** Which column a name means, or null for one that is only kept and given back. */
    Column named(String name) {
        Column column = agreed.get(compared(name));
        if (column != null) {
            return column;
        }
        Column usual = Column.named(name);
        // Whatever a file says of the description, the fixed one is what was agreed; of the amount see mustNotBeFixed.
        boolean read = usual != null && !profile.columns().containsKey(usual)
                && !(usual == Column.DESCRIPTION && profile.fixed().containsKey(usual));
        return read ? usual : null;
    }

    /** A name without a letter or digit (№, €) is compared as it stands: its plain form would be that of any other such name. */
    private static String compared(String name) {
        String plain = Column.compared(name);
        return plain.isEmpty() ? Blanks.strip(name) : plain;
    }

    /**
     * Where each of our columns stands in a header.
     *
     * @throws FileRefused with every problem of the header
     */
    Map<Column, Integer> positions(long lineNo, List<String> header) {
        HeaderColumns found = columns(lineNo, header);
        List<Problem> problems = new ArrayList<>(found.wrong());
        found.missing().forEach(column -> problems.add(missing(lineNo, header, column)));
        if (!problems.isEmpty()) {
            throw new FileRefused(problems);
        }
        return found.positions();
    }

    /** Which cells of a row are our columns, if it is a header. */
    HeaderColumns columns(long lineNo, List<String> header) {
        Map<Column, Integer> positions = new EnumMap<>(Column.class);
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < header.size(); i++) {
            Column column = named(header.get(i));
            Integer first = column == null ? null : positions.putIfAbsent(column, i);
            if (first != null) {
                problems.add(Problem.inHeader(lineNo, new Words("the columns " + Excerpt.of(header.get(first)) + " and "
                        + Excerpt.of(header.get(i)) + " both mean " + column.field() + ": rename or remove one of them",
                        "les colonnes " + Excerpt.of(header.get(first)) + " et " + Excerpt.of(header.get(i)) + " désignent toutes deux "
                        + inFrench(column) + " : renommez ou supprimez l'une d'elles")));
            }
        }
        for (Column column : Column.values()) {
            if (positions.containsKey(column) && isFixed(column)) {
                problems.add(Problem.inHeader(lineNo, fixed(column, header.get(positions.get(column)))));
            }
        }
        return new HeaderColumns(positions, problems,
                Stream.of(Column.values()).filter(column -> isNeeded(column) && !positions.containsKey(column)).toList());
    }

    /** Whether a file without that column is refused. */
    boolean isNeeded(Column column) {
        return profile.columns().containsKey(column) || column.isRequired() && !isFixed(column);
    }

    /** A header as it may be written under what is agreed. */
    String example(Language language) {
        return Stream.of(Column.values()).filter(it -> !isFixed(it)).map(it -> profile.columns().getOrDefault(it, it.nameIn(language)))
                .collect(Collectors.joining(","));
    }

    /** Whether every row has the same, whatever the file says. */
    boolean isFixed(Column column) {
        return profile.fixed().containsKey(column);
    }

    /** Refuses a column whose value was agreed: one of the two is wrong, and it is money. */
    void mustNotBeFixed(long lineNo, Column column, String name) {
        if (column != null && isFixed(column)) {
            throw new FileRefused(Problem.inHeader(lineNo, fixed(column, name)));
        }
    }

    private Words fixed(Column column, String name) {
        String value = profile.fixed().get(column);
        return new Words("the column " + Excerpt.of(name) + " is the " + column.field() + ", and it was agreed that this is " + value
                + " in every row: remove the column, or have the agreement changed",
                "la colonne " + Excerpt.of(name) + " donne " + inFrench(column) + ", alors qu'il est convenu que c'est " + value
                + " à chaque ligne : supprimez la colonne, ou faites modifier la convention");
    }

    /** What a header lacks, or the rows of a file whose names stand in each row. */
    Words lacks(Column column) {
        String name = Excerpt.of(profile.columns().getOrDefault(column, ""));
        return profile.columns().containsKey(column)
                ? new Words("no column " + name + " was found, which was agreed for " + column.field() + " (name the column so)",
                        "la colonne " + name + ", convenue pour le champ « " + column.words().french() + " », est introuvable (donnez-lui ce nom)")
                : new Words("no column for " + column.field() + " was found", "aucune colonne pour " + inFrench(column));
    }

    private Problem missing(long lineNo, List<String> header, Column column) {
        String found = header.stream().limit(SHOWN_COLUMNS).map(Excerpt::of).collect(Collectors.joining(", "))
                + (header.size() > SHOWN_COLUMNS ? ", …" : "");
        Words lacks = lacks(column);
        return Problem.inHeader(lineNo, new Words(lacks.english() + ": the first line has " + found + "; begin the file with a header like "
                + example(Language.ENGLISH), lacks.french() + " : la première ligne contient " + found + " ; commencez le fichier par un en-tête comme "
                + example(Language.FRENCH)));
    }

    /** Our name of a column, by which the documentation knows it, and what that is in French. */
    static String inFrench(Column column) {
        return "« " + column.field() + " »" + (column.field().equals(column.words().french()) ? "" : " (" + column.words().french() + ")");
    }
}
