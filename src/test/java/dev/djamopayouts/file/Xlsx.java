package dev.djamopayouts.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Workbooks made by hand, part for part, as Excel and LibreOffice write them, or as nobody does. */
final class Xlsx {

    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    static final String HEADER = row(1, text("A1", "reference"), text("B1", "msisdn"), text("C1", "amount"), text("D1", "motif"));

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final List<String> sheets = new ArrayList<>();
    private final StringBuilder relations = new StringBuilder();
    private String workbookProperties = "";
    private String main = MAIN;
    private String office = OFFICE;

    /** A workbook of one sheet that holds those rows. */
    static Xlsx of(String... rows) {
        return new Xlsx().sheet("Paie", "", rows);
    }

    /** One with our usual header, and one payout of those cells in row 2. */
    static Xlsx payout(String... cells) {
        return of(HEADER, row(2, cells));
    }

    static String row(int number, String... cells) {
        return "<row r=\"" + number + "\" spans=\"1:4\" x14ac:dyDescent=\"0.25\">" + String.join("", cells) + "</row>";
    }

    static String text(String place, String text) {
        return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    static String number(String place, String value) {
        return "<c r=\"" + place + "\"><v>" + value + "</v></c>";
    }

    static String styled(String place, int style, String value) {
        return "<c r=\"" + place + "\" s=\"" + style + "\"><v>" + value + "</v></c>";
    }

    static String shared(String place, int index) {
        return "<c r=\"" + place + "\" t=\"s\"><v>" + index + "</v></c>";
    }

    static String formula(String place, String type, String formula, String value) {
        return "<c r=\"" + place + "\"" + type + "><f>" + formula + "</f>" + value + "</c>";
    }

    Xlsx strict() {
        main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
        office = "http://purl.oclc.org/ooxml/officeDocument/relationships";
        return this;
    }

    Xlsx from1904() {
        workbookProperties = "<workbookPr date1904=\"1\"/>";
        return this;
    }

    Xlsx sheet(String name, String state, String... rows) {
        return sheetWith(name, state, "", String.join("", rows), "");
    }

    /** A sheet with something before and behind its rows. */
    Xlsx sheetWith(String name, String state, String before, String rows, String behind) {
        int number = sheets.size() + 1;
        sheets.add("<sheet name=\"" + name + "\" sheetId=\"" + number + "\"" + (state.isEmpty() ? "" : " state=\"" + state + "\"")
                + " r:id=\"rId" + number + "\"/>");
        relations.append("<Relationship Id=\"rId").append(number).append("\" Type=\"OFFICE/worksheet\" Target=\"worksheets/sheet")
                .append(number).append(".xml\"/>");
        parts.put("xl/worksheets/sheet" + number + ".xml", "<worksheet xmlns=\"MAIN\" xmlns:x14ac=\"http://schemas.microsoft.com/office/"
                + "spreadsheetml/2009/9/ac\">" + before + "<sheetData>" + rows + "</sheetData>" + behind + "</worksheet>");
        return this;
    }

    Xlsx strings(String... items) {
        return relation("sharedStrings", "sharedStrings.xml", "<sst xmlns=\"MAIN\" count=\"1\" uniqueCount=\"1\">" + String.join("", items) + "</sst>");
    }

    /** Formats of numbers: the style of a cell is the place in this list. */
    Xlsx formats(String... codes) {
        StringBuilder formats = new StringBuilder();
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < codes.length; i++) {
            boolean builtIn = codes[i].matches("[0-9]+");
            String id = builtIn ? codes[i] : Integer.toString(164 + i);
            formats.append(builtIn ? "" : "<numFmt numFmtId=\"" + id + "\" formatCode=\"" + codes[i].replace("\"", "&quot;") + "\"/>");
            cells.append("<xf numFmtId=\"").append(id).append("\" fontId=\"0\"/>");
        }
        return relation("styles", "styles.xml", "<styleSheet xmlns=\"MAIN\"><numFmts>" + formats + "</numFmts><cellStyleXfs><xf numFmtId=\"9\"/>"
                + "</cellStyleXfs><cellXfs>" + cells + "</cellXfs></styleSheet>");
    }

    private Xlsx relation(String type, String target, String content) {
        relations.append("<Relationship Id=\"").append(type).append("\" Type=\"OFFICE/").append(type).append("\" Target=\"").append(target).append("\"/>");
        return part("xl/" + target, content);
    }

    Xlsx part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    private Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
        all.put("_rels/.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"OFFICE/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        all.put("xl/workbook.xml", "<workbook xmlns=\"MAIN\" xmlns:r=\"OFFICE\">" + workbookProperties + "<sheets>" + String.join("", sheets)
                + "</sheets></workbook>");
        all.put("xl/_rels/workbook.xml.rels", "<Relationships>" + relations + "</Relationships>");
        all.putAll(parts);
        return all;
    }

    byte[] bytes() {
        return bytesWithout("");
    }

    byte[] bytesWithout(String missing) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (Map.Entry<String, String> part : all().entrySet()) {
                if (!part.getKey().equals(missing)) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    String content = part.getValue().replace("MAIN", main).replace("OFFICE", office);
                    zip.write(((content.startsWith("<?xml") ? "" : "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n")
                            + content).getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    Drop.Read read() {
        return Drop.read(bytes(), Drop.RULES);
    }

    /** Its only row. */
    PayoutRow row() {
        return read().rows().get(0);
    }

    /** Why it is refused as a whole. */
    Problem refusal() {
        return Drop.refusal(bytes(), Drop.RULES).problems().get(0);
    }
}
