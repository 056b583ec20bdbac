package dev.djamopayouts.file;

import java.util.List;

/**
 * The cells of one row as the parser gives them.
 *
 * @param lineNo the physical line the row starts at, 1 being the first
 */
record CsvLine(long lineNo, List<String> cells) {
}
