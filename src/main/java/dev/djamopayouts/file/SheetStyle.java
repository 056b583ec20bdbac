package dev.djamopayouts.file;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a cell that we write looks: its number format, font and fill, in the order in which a workbook lists them. */
enum SheetStyle {
    PLAIN(0, 0, 0),
    HEADER(49, 1, 2),
    TEXT(49, 0, 0),
    AMOUNT(3, 0, 0),
    DATE(164, 0, 0),
    DATE_AND_TIME(165, 0, 0),
    TIME(21, 0, 0),
    PERCENT(10, 0, 0),
    PAID(49, 2, 3),
    REFUSED(49, 3, 4),
    OPEN(49, 4, 5);

    private final int numberFormat;
    private final int font;
    private final int fill;

    SheetStyle(int numberFormat, int font, int fill) {
        this.numberFormat = numberFormat;
        this.font = font;
        this.fill = fill;
    }

    /** The part of a workbook that says so: green for paid, red for refused, amber for anything else. */
    static String part() {
        return "<styleSheet xmlns=\"" + SheetOut.MAIN + "\"><numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
                + "<numFmt numFmtId=\"165\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts>"
                + "<fonts count=\"5\">" + font("") + font("<b/>") + coloured("FF006100") + coloured("FF9C0006") + coloured("FF9C5700") + "</fonts>"
                + "<fills count=\"6\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
                + fill("FFD9E1F2") + fill("FFC6EFCE") + fill("FFFFC7CE") + fill("FFFFEB9C") + "</fills>"
                + "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
                + "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
                + Stream.of(values()).map(SheetStyle::format).collect(Collectors.joining("", "<cellXfs count=\"" + values().length + "\">", "</cellXfs>"))
                + "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>";
    }

    private static String coloured(String rgb) {
        return font("<color rgb=\"" + rgb + "\"/>");
    }

    /** In the order of the schema: what makes it bold, its size, its colour, its name. */
    private static String font(String more) {
        boolean bold = more.equals("<b/>");
        return "<font>" + (bold ? more : "") + "<sz val=\"11\"/>" + (bold ? "" : more) + "<name val=\"Calibri\"/></font>";
    }

    private static String fill(String rgb) {
        return "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"" + rgb + "\"/></patternFill></fill>";
    }

    private String format() {
        return "<xf numFmtId=\"" + numberFormat + "\" fontId=\"" + font + "\" fillId=\"" + fill
                + "\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"/>";
    }
}
