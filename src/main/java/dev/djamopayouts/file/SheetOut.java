package dev.djamopayouts.file;

import com.fasterxml.aalto.stax.OutputFactoryImpl;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A workbook of one sheet being written, cell after cell; nothing of it is held. The same cells always give the same bytes,
 * so that a report that is written again is known to be the same. The first row stays in sight and filters the others.
 */
final class SheetOut {

    /** Types of cells, as a workbook names them. */
    static final String NUMBER = "n";
    static final String BOOLEAN = "b";
    static final String ERROR = "e";

    static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    /** The first day that a zip file can name: the hour of writing would make every copy another. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final int BUFFER = 1 << 16;
    private static final int MOST_NAME_CHARS = 31;

    private final FileChannel channel;
    private final ZipOutputStream zip;
    private final XMLStreamWriter xml;
    private final String sheet;
    private final int columns;
    private int row;
    private int column;

    /** @param widths of the columns, in characters */
    SheetOut(Path target, String sheet, int[] widths) throws IOException {
        // A half-written report of a process that was killed is written again from the start.
        channel = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        zip = new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
        this.sheet = name(sheet);
        columns = widths.length;
        try {
            part("[Content_Types].xml", contentTypes());
            part("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")));
            part("xl/_rels/workbook.xml.rels", relations(relation(1, "worksheet", "worksheets/sheet1.xml") + relation(2, "styles", "styles.xml")));
            part("xl/styles.xml", SheetStyle.part());
            begin("xl/worksheets/sheet1.xml");
            xml = new OutputFactoryImpl().createXMLStreamWriter(zip, StandardCharsets.UTF_8.name());
            head(widths);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        } catch (XMLStreamException e) {
            channel.close();
            throw failure(e);
        }
    }

    /** What Excel takes as the name of a sheet: a workbook may come from elsewhere, with another. */
    private static String name(String sheet) {
        String name = sheet.replaceAll("[\\[\\]:*?/\\\\\\p{Cntrl}]", "-").replaceAll("^'|'$", "-");
        String whole = name.length() <= MOST_NAME_CHARS ? name
                : name.substring(0, Character.isHighSurrogate(name.charAt(MOST_NAME_CHARS - 1)) ? MOST_NAME_CHARS - 1 : MOST_NAME_CHARS);
        return whole.isEmpty() ? "Sheet1" : whole;
    }

    private void head(int[] widths) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("worksheet");
        xml.writeDefaultNamespace(MAIN);
        xml.writeStartElement("sheetViews");
        xml.writeStartElement("sheetView");
        xml.writeAttribute("tabSelected", "1");
        xml.writeAttribute("workbookViewId", "0");
        xml.writeEmptyElement("pane");
        xml.writeAttribute("ySplit", "1");
        xml.writeAttribute("topLeftCell", "A2");
        xml.writeAttribute("activePane", "bottomLeft");
        xml.writeAttribute("state", "frozen");
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeStartElement("cols");
        for (int i = 0; i < widths.length; i++) {
            xml.writeEmptyElement("col");
            xml.writeAttribute("min", Integer.toString(i + 1));
            xml.writeAttribute("max", Integer.toString(i + 1));
            xml.writeAttribute("width", Integer.toString(widths[i]));
            xml.writeAttribute("customWidth", "1");
        }
        xml.writeEndElement();
        xml.writeStartElement("sheetData");
    }

    void beginRow() throws IOException {
        try {
            row++;
            column = 0;
            xml.writeStartElement("row");
            xml.writeAttribute("r", Integer.toString(row));
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    void endRow() throws IOException {
        try {
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    /** The next cell of the row, with a text in it; an empty one is left out. */
    void text(String text, SheetStyle style) throws IOException {
        if (text.isEmpty()) {
            column++;
            return;
        }
        try {
            begin("inlineStr", style);
            xml.writeStartElement("is");
            xml.writeStartElement("t");
            if (Blanks.isBlank(text.substring(0, 1)) || Blanks.isBlank(text.substring(text.length() - 1))) {
                xml.writeAttribute("xml", XMLConstants.XML_NS_URI, "space", "preserve");
            }
            xml.writeCharacters(SheetText.write(text));
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    /** The next cell of the row, with a value of that type in it. */
    void value(String type, String value, SheetStyle style) throws IOException {
        try {
            begin(type, style);
            xml.writeStartElement("v");
            xml.writeCharacters(value);
            xml.writeEndElement();
            xml.writeEndElement();
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }

    private void begin(String type, SheetStyle style) throws XMLStreamException {
        xml.writeStartElement("c");
        xml.writeAttribute("r", SheetPlace.letters(column) + row);
        xml.writeAttribute("s", Integer.toString(style.ordinal()));
        xml.writeAttribute("t", type);
        column++;
    }

    private static String relation(int id, String type, String target) {
        return "<Relationship Id=\"rId" + id + "\" Type=\"" + OFFICE + "/" + type + "\" Target=\"" + target + "\"/>";
    }

    private static String relations(String all) {
        return "<Relationships xmlns=\"" + PACKAGE + "relationships\">" + all + "</Relationships>";
    }

    private static String contentTypes() {
        String type = "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.";
        return "<Types xmlns=\"" + PACKAGE + "content-types\"><Default Extension=\"rels\""
                + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" " + type + "sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" " + type + "worksheet+xml\"/>"
                + "<Override PartName=\"/xl/styles.xml\" " + type + "styles+xml\"/></Types>";
    }

    private String workbook() {
        String name = SheetText.write(sheet).replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
        String filtered = "'" + name.replace("'", "''") + "'!$A$1:$" + SheetPlace.letters(columns - 1) + "$" + row;
        return "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><bookViews><workbookView/></bookViews><sheets><sheet name=\"" + name
                + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets><definedNames><definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"0\" hidden=\"1\">"
                + filtered + "</definedName></definedNames></workbook>";
    }

    private void part(String name, String content) throws IOException {
        begin(name);
        zip.write((DECLARATION + content).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }

    private static IOException failure(XMLStreamException e) {
        return e.getNestedException() instanceof IOException failure ? failure : new IOException("a sheet cannot be written", e);
    }

    /** Leaves it unfinished, as after a failure. */
    void abandon() throws IOException {
        channel.close();
    }

    /** Ends the workbook. Everything is on the disk after it, so that the rename that follows never shows half a report. */
    void close() throws IOException {
        try (channel) {
            xml.writeEndElement();
            xml.writeEmptyElement("autoFilter");
            xml.writeAttribute("ref", "A1:" + SheetPlace.letters(columns - 1) + row);
            xml.writeEndDocument();
            xml.flush();
            zip.closeEntry();
            part("xl/workbook.xml", workbook());
            zip.finish();
            zip.flush();
            channel.force(true);
        } catch (XMLStreamException e) {
            throw failure(e);
        }
    }
}
