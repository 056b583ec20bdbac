package dev.djamopayouts.file;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which cells of a header are our columns.
 *
 * @param positions of the first column of each meaning, from 0
 * @param doubled   what is wrong where two columns mean the same: nobody could say which one to pay by
 */
record HeaderColumns(Map<Column, Integer> positions, List<Problem> doubled) {

    static HeaderColumns of(List<String> cells, long lineNo) {
        Map<Column, Integer> positions = new EnumMap<>(Column.class);
        List<Problem> doubled = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Column column = Column.named(cells.get(i));
            Integer first = column == null ? null : positions.putIfAbsent(column, i);
            if (first != null) {
                doubled.add(Problem.inHeader(lineNo, "the columns " + Excerpt.of(cells.get(first)) + " and "
                        + Excerpt.of(cells.get(i)) + " both mean " + column.field() + ": rename or remove one of them"));
            }
        }
        return new HeaderColumns(positions, doubled);
    }

    /** Without which no payout can be read, and which are not there. */
    List<Column> missing() {
        return Stream.of(Column.values()).filter(column -> column.isRequired() && !positions.containsKey(column)).toList();
    }

    /** Where the column is, or {@link CsvForm#ABSENT}. */
    int at(Column column) {
        return positions.getOrDefault(column, CsvForm.ABSENT);
    }
}
