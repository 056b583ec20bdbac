package dev.djamopayouts.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How the cells of a workbook show their numbers, as far as it matters what a number means. */
final class CellFormats {

    /** What a number is shown as. */
    enum Shown {
        NUMBER, PERCENT, DATE, EXPONENT
    }

    /** As many as a workbook may have. */
    private static final int MOST_FORMATS = 65_536;
    /** Texts in quotes, single characters taken literally or as wide as, and colours and currencies; what stands in brackets for hours does count. */
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"?|\\\\.|_.|\\*.|\\[(?![hHmMsS]+\\])[^\\]]*\\]?|(?i:general)");

    private final List<Shown> ofStyle = new ArrayList<>();

    private CellFormats() {
    }

    static CellFormats read(WorkbookParts parts, String part) throws IOException {
        CellFormats formats = new CellFormats();
        if (part == null) {
            return formats;
        }
        Map<String, Shown> own = new HashMap<>();
        boolean inCells = false;
        try (PartXml xml = new PartXml(parts.open(part), PartXml.SMALL_BYTES)) {
            while (xml.next()) {
                if (xml.starts("numFmt") && own.size() < MOST_FORMATS) {
                    String code = xml.attribute("formatCode");
                    own.put(xml.attribute("numFmtId"), code == null ? Shown.NUMBER : shown(code));
                } else if (xml.starts("cellXfs") || xml.ends("cellXfs")) {
                    inCells = xml.starts("cellXfs");
                } else if (inCells && xml.starts("xf") && formats.ofStyle.size() < MOST_FORMATS) {
                    String id = xml.attribute("numFmtId");
                    formats.ofStyle.add(own.getOrDefault(id, builtIn(id)));
                }
            }
        }
        return formats;
    }

    /** The formats that no workbook spells out; those of Asian dates among them. */
    private static Shown builtIn(String id) {
        int number = id == null || !id.matches("[0-9]{1,4}") ? 0 : Integer.parseInt(id);
        if (number == 9 || number == 10) {
            return Shown.PERCENT;
        }
        if (number == 11 || number == 48) {
            return Shown.EXPONENT;
        }
        boolean date = number >= 14 && number <= 22 || number >= 27 && number <= 36 || number >= 45 && number <= 47
                || number >= 50 && number <= 58;
        return date ? Shown.DATE : Shown.NUMBER;
    }

    static Shown shown(String code) {
        String bare = LITERAL.matcher(code).replaceAll("");
        if (bare.indexOf('%') >= 0) {
            return Shown.PERCENT;
        }
        if (bare.matches("(?s).*[0#?][eE][+-].*")) {
            return Shown.EXPONENT;
        }
        return bare.matches("(?s).*[dDmMyYhHsS].*") ? Shown.DATE : Shown.NUMBER;
    }

    /** How a cell of that style shows a number; one of no style as it stands. */
    Shown of(String style) {
        if (style == null) {
            return Shown.NUMBER;
        }
        int index = style.matches("[0-9]{1,6}") ? Integer.parseInt(style) : ofStyle.size();
        return index < ofStyle.size() ? ofStyle.get(index) : Shown.NUMBER;
    }
}
