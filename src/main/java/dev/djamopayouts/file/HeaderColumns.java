package dev.djamopayouts.file;

import java.util.List;
import java.util.Map;

/**
 * Which cells of a header are our columns.
 *
 * @param positions of the first column of each meaning, from 0
 * @param wrong     what is wrong with those that are there: two that mean the same, or one whose value was agreed
 * @param missing   those without which no payout can be read, and which are not there
 */
record HeaderColumns(Map<Column, Integer> positions, List<Problem> wrong, List<Column> missing) {

    /** Where the column is, or {@link CsvForm#ABSENT}. */
    int at(Column column) {
        return positions.getOrDefault(column, CsvForm.ABSENT);
    }
}
