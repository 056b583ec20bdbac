package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Words;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks that are no payout file, or were made to do harm, are refused, each with words of its own in both languages. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class XlsxRefusedTest {

    private static final String GOOD = Xlsx.row(2, Xlsx.text("B2", "0707123456"), Xlsx.number("C2", "50000"));
    private static final Xlsx WORKBOOK = Xlsx.of(Xlsx.HEADER, GOOD);

    @ParameterizedTest
    @CsvSource({"xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"})
    void a_missing_part_is_named(String part) {
        byte[] workbook = Xlsx.of(Xlsx.HEADER, GOOD).strings("<si><t>x</t></si>").formats("0").bytesWithout(part);
        assertSaid(workbook, "lacks its part “" + part + "”", "il manque au classeur (.xlsx) sa partie “" + part + "”");
    }

    @Test
    void content_types_are_not_needed_to_find_the_parts() {
        assertThat(Drop.read(WORKBOOK.bytesWithout("[Content_Types].xml"), Drop.RULES).rows()).hasSize(1);
    }

    @Test
    void a_workbook_cut_anywhere_is_refused() {
        byte[] whole = WORKBOOK.bytes();
        for (int length = 60; length < whole.length; length += 7) {
            String said = said(Arrays.copyOf(whole, length)).english();
            assertThat(said).as("%d of %d bytes", length, whole.length).containsAnyOf("ends in the middle", "is damaged");
        }
        assertSaid(Arrays.copyOf(whole, whole.length - 300), "the workbook (.xlsx) ends in the middle", "le transfert a été interrompu");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0001", "]]>", "&#0;", "&nobody;"})
    void a_cell_that_no_xml_may_hold_refuses_the_workbook(String text) {
        assertSaid(Xlsx.payout(Xlsx.text("B2", "0707123456"), Xlsx.number("C2", "50000"), Xlsx.text("D2", "x" + text + "y")).bytes(),
                "the workbook (.xlsx)", "le classeur (.xlsx)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xmlns:xmlns=\"x\"", "xmlns:xml=\"x\"", "xmlns=\"http://www.w3.org/2000/xmlns/\""})
    void a_name_that_no_xml_may_declare_refuses_the_workbook(String declared) {
        assertSaid(new Xlsx().sheetWith("Paie", "", "<cols " + declared + "/>", Xlsx.HEADER + GOOD, "").bytes(),
                "the workbook (.xlsx)", "le classeur (.xlsx)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<?n%d x?> ", "<n%d/>", "<a xmlns='x%d'/>"})
    void more_names_than_a_workbook_has_are_not_kept_in_memory(String part) {
        String parts = IntStream.range(0, 2_100).mapToObj(part::formatted).collect(Collectors.joining());
        assertSaid(new Xlsx().sheetWith("Paie", "", "", Xlsx.HEADER + GOOD + parts, "").bytes(), "too many names", "trop de noms");
    }

    @Test
    void two_sheets_of_one_part_are_not_looked_into_however_many_there_are() {
        Xlsx workbook = new Xlsx().sheet("Paie", "", Xlsx.HEADER, GOOD).sheet("Notes", "").part("xl/_rels/workbook.xml.rels", "<Relationships>"
                + "<Relationship Id=\"rId1\" Type=\"OFFICE/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
                + "<Relationship Id=\"rId2\" Type=\"OFFICE/worksheet\" Target=\"./worksheets/Sheet1.xml\"/></Relationships>");
        assertSaid(workbook.bytes(), "has two sheets of one part", "a deux feuilles d'une même partie");
    }

    @Test
    void long_names_are_counted_by_their_length() {
        String parts = IntStream.range(0, 20).mapToObj(i -> "<" + "n".repeat(9_000) + i + "/>").collect(Collectors.joining());
        assertSaid(new Xlsx().sheetWith("Paie", "", "", Xlsx.HEADER + GOOD + parts, "").bytes(), "too many names", "trop de noms");
    }

    @Test
    void a_damaged_byte_is_never_read_as_another_number() throws IOException {
        assertSaid(damagedAmount(), "the workbook (.xlsx) is damaged", "le classeur (.xlsx) est endommagé");
    }

    @Test
    void a_workbook_with_a_password_and_an_old_one_are_told_apart() {
        byte[] old = new byte[200_000];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(magic, 0, old, 0, magic.length);
        assertSaid(old, "an old Excel workbook (.xls)", "un ancien classeur Excel (.xls)");
        byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
        for (int at : new int[] {1_500, 65_530, 199_960}) {
            byte[] encrypted = old.clone();
            System.arraycopy(name, 0, encrypted, at, name.length);
            assertSaid(encrypted, "the workbook has a password: remove it", "le classeur a un mot de passe : retirez-le");
        }
    }

    @Test
    void other_documents_are_named() throws IOException {
        assertSaid(zip("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "content.xml", "<x/>"), "an OpenDocument (.ods)", "un OpenDocument (.ods)");
        String rels = "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"%s\"/></Relationships>";
        assertSaid(zip("_rels/.rels", rels.formatted("xl/workbook.bin")), "a binary workbook (.xlsb)", "un classeur binaire (.xlsb)");
        assertSaid(zip("_rels/.rels", rels.formatted("word/document.xml"), "word/_rels/document.xml.rels", "<Relationships/>", "word/document.xml",
                "<document/>"), "an office document, and not a workbook", "un document bureautique et non un classeur");
    }

    @Test
    void a_document_type_is_refused_wherever_it_stands_and_nothing_of_it_is_read() {
        String laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"" + "&a;".repeat(10) + "\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
        for (String part : new String[] {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"}) {
            Xlsx workbook = Xlsx.of(Xlsx.HEADER, GOOD).formats("0").strings("<si><t>x</t></si>");
            workbook.part(part, laughs + "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;&c;</t></is></c></row></sheetData>");
            assertSaid(workbook.bytes(), "declares a document type or entities", "déclare un type de document");
        }
    }

    @Test
    void an_entity_that_is_declared_nowhere_is_refused() {
        assertSaid(Xlsx.payout(Xlsx.text("B2", "&x;"), Xlsx.number("C2", "5000")).bytes(), "workbook (.xlsx)", "classeur (.xlsx)");
    }

    @Test
    void a_bomb_is_refused_before_it_fills_anything() throws IOException {
        String empty = "<row r=\"1\">" + " ".repeat(1 << 20) + "</row>";
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            byte[] start = WORKBOOK.bytesWithout("xl/worksheets/sheet1.xml");
            copy(start, zip);
            zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
            zip.write(("<worksheet><sheetData>").getBytes(StandardCharsets.UTF_8));
            for (int i = 1; i < 300; i++) {
                zip.write(empty.replace("\"1\"", "\"" + i + "\"").getBytes(StandardCharsets.UTF_8));
            }
        }
        assertSaid(packed.toByteArray(), "unpacks to more than 200 times its size", "plus de 200 fois sa taille");
    }

    @Test
    void thousands_of_parts_are_refused_before_their_directory_is_read() throws IOException {
        String[] parts = new String[2 * 2_100];
        for (int i = 0; i < parts.length; i += 2) {
            parts[i] = "xl/" + i;
            parts[i + 1] = "";
        }
        assertSaid(zip(parts), "has more than 2000 parts", "a plus de 2000 parties");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "C:\\x.xml", "xl/../../x", "xl\\x.xml", "xl/a\u0001"})
    void a_part_that_is_named_as_a_path_to_elsewhere_is_refused(String name) {
        assertSaid(Xlsx.of(Xlsx.HEADER, GOOD).part(name, "x").bytes(), "a part whose name is a path to elsewhere", "un chemin vers ailleurs");
    }

    @Test
    void two_parts_of_one_name_are_refused() {
        assertSaid(Xlsx.of(Xlsx.HEADER, GOOD).part("xl/WORKBOOK.xml", "x").bytes(), "two parts of one name", "deux parties du même nom");
    }

    @Test
    void a_target_that_climbs_stays_within_the_workbook() {
        String sheet = "<worksheet><sheetData>" + Xlsx.HEADER.replaceAll(" x14ac[^>]*", "") + GOOD.replaceAll(" x14ac[^>]*", "") + "</sheetData></worksheet>";
        Xlsx climbing = Xlsx.of().part("etc/passwd", sheet).part("xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"rId1\" Type=\"OFFICE/worksheet\" Target=\"../../../etc/passwd\"/></Relationships>");
        assertThat(climbing.read().rows()).hasSize(1);
        assertSaid(Xlsx.of().part("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"rId1\" Type=\"OFFICE/worksheet\" TargetMode=\"External\""
                + " Target=\"file:///etc/passwd\"/></Relationships>").bytes(), "is damaged", "est endommagé");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<row r=\"2\"/><row r=\"2\"/>", "<row r=\"3\"/><row r=\"2\"/>", "<row r=\"1048577\"/>", "<row r=\"0\"/>", "<row r=\"99999999999\"/>",
        "<row r=\"-1\"/>", "<row r=\"2\"><c r=\"B2\"/><c r=\"A2\"/></row>", "<row r=\"2\"><c r=\"B2\"/><c r=\"B2\"/></row>", "<row r=\"2\"><c r=\"B3\"/></row>",
        "<row r=\"2\"><c r=\"XFE2\"/></row>", "<row r=\"2\"><c r=\"ZZZZZZZZZ2\"/></row>", "<row r=\"2\"><c r=\"2\"/></row>", "<row r=\"2\"><c r=\"b2\"/></row>"})
    void rows_and_cells_that_stand_nowhere_or_twice_are_refused(String rows) {
        assertSaid(Xlsx.of(Xlsx.HEADER, rows).bytes(), "rows or cells out of order, twice, or beyond the last", "des lignes ou des cellules en désordre");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<c r=\"B2\" t=\"s\"><v>2147483646</v></c>", "<c r=\"B2\" t=\"s\"><v>-1</v></c>", "<c r=\"B2\" t=\"s\"><v>x</v></c>",
        "<c r=\"B2\"><v>abc</v></c>", "<c r=\"B2\"><v>NaN</v></c>", "<c r=\"B2\"><v>1E999999999</v></c>", "<c r=\"B2\"><v>0x10</v></c>", "<c r=\"B2\" t=\"z\"><v>1</v></c>"})
    void a_value_that_is_none_is_refused(String cell) {
        assertSaid(Xlsx.payout(cell, Xlsx.number("C2", "5000")).bytes(), "the cell B2 of the workbook (.xlsx) holds no value that can be read",
                "la cellule B2 du classeur (.xlsx) n'a pas de valeur lisible");
    }

    @Test
    void what_would_fill_the_memory_is_refused() {
        assertSaid(Xlsx.payout(Xlsx.text("A2", "x".repeat(32_768))).bytes(), "the cell A2 has more than 32767 characters", "la cellule A2 a plus de 32767 caractères");
        assertSaid(Xlsx.payout(Xlsx.text("A2", "x".repeat(3 << 20))).bytes(), "a row, a text or a part of more than", "une ligne, un texte ou une partie de plus de");
        assertSaid(Xlsx.of("<row r=\"1\" x=\"" + "x".repeat(3 << 20) + "\"/>").bytes(), "a row, a text or a part of more than", "une ligne, un texte");
        assertSaid(Xlsx.of(Xlsx.HEADER, "<a>".repeat(100)).bytes(), "nests elements too deeply", "imbrique trop d'éléments");
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            names.append("<a").append(i).append("/>");
        }
        assertSaid(Xlsx.of(Xlsx.HEADER, names.toString()).bytes(), "too many names", "trop de noms");
        StringBuilder arrays = new StringBuilder();
        for (int i = 2; i < 1_100; i++) {
            arrays.append(Xlsx.row(i, "<c r=\"A" + i + "\"><f t=\"array\" ref=\"A" + i + ":A9000\">1</f><v>1</v></c>"));
        }
        assertSaid(Xlsx.of(Xlsx.HEADER, arrays.toString()).bytes(), "more than 1000 formulas over ranges", "plus de 1000 formules sur des plages");
    }

    @Test
    void more_texts_than_the_memory_holds_are_refused() throws IOException {
        Random random = new Random(7);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.setLevel(Deflater.BEST_SPEED);
            copy(Xlsx.of(Xlsx.HEADER, GOOD).strings().bytesWithout("xl/sharedStrings.xml"), zip);
            zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
            zip.write("<sst>".getBytes(StandardCharsets.UTF_8));
            String filling = "x".repeat(30_000);
            for (int i = 0; i < 3_500; i++) {
                zip.write(("<si><t>" + Long.toHexString(random.nextLong()).repeat(20) + filling + "</t></si>").getBytes(StandardCharsets.UTF_8));
            }
            zip.write("</sst>".getBytes(StandardCharsets.UTF_8));
        }
        assertSaid(packed.toByteArray(), "more than 4194304 different texts, or 96 MB of them", "plus de 4194304 textes différents, ou 96 Mo");
    }

    @Test
    void a_million_different_texts_are_held_and_each_is_found_again() throws IOException {
        String[] texts = new String[1_000_000];
        int across = -1;
        for (int i = 0, bytes = 0; i < texts.length; i++) {
            texts[i] = "é".repeat(i % 30) + i;
            int more = texts[i].getBytes(StandardCharsets.UTF_8).length;
            across = across < 0 && bytes + more > 1 << 20 && bytes < 1 << 20 ? i : across;
            bytes += more;
        }
        byte[] workbook = Xlsx.payout(Xlsx.text("B2", "0707123456"), Xlsx.number("C2", "5000"), Xlsx.shared("D2", 999_999), Xlsx.shared("E2", 0),
                Xlsx.shared("F2", across)).strings(Stream.of(texts).map(text -> "<si><t>" + text + "</t></si>").toArray(String[]::new)).bytes();
        assertThat(Drop.read(workbook, Drop.RULES).cells().get(0)).containsExactly("", "t0707123456", "n5000", "t" + texts[999_999], "t0",
                "t" + texts[across]);
    }

    @Test
    void more_columns_or_characters_than_a_row_may_have_are_refused() {
        Problem wide = Xlsx.payout(Xlsx.text("B2", "0707123456"), Xlsx.number("C2", "5000"), Xlsx.text("XFD2", "x")).refusal();
        assertThat(wide.lineNo()).isEqualTo(2);
        assertThat(wide.reason().words().english()).contains("a cell to the right of column CV, and 100 columns are read");
        assertThat(wide.reason().words().french()).contains("une cellule à droite de la colonne CV");
        String[] cells = new String[4];
        for (int i = 0; i < 4; i++) {
            cells[i] = Xlsx.text((char) ('A' + i) + "2", "x".repeat(30_000));
        }
        assertThat(Xlsx.payout(cells).refusal().reason().words().french()).contains("la ligne a plus de 100000 caractères");
        assertThat(Xlsx.of(Xlsx.row(1, Xlsx.text("A1", "msisdn"), Xlsx.text("B1", "amount"), Xlsx.text("DD1", "x")), GOOD).refusal().reason().text())
                .contains("100 columns are read");
    }

    @Test
    void formatted_cells_without_anything_in_them_do_not_count() {
        StringBuilder empty = new StringBuilder(Xlsx.row(2, Xlsx.text("B2", "0707123456"), Xlsx.number("C2", "5000"), "<c r=\"XFD2\" s=\"3\"/>"));
        for (int i = 3; i < 5_000; i++) {
            empty.append("<row r=\"").append(i).append("\"><c r=\"A").append(i).append("\" s=\"1\"/><c r=\"B").append(i)
                    .append("\" t=\"inlineStr\"><is><t> </t></is></c></row>");
        }
        assertThat(Xlsx.of(Xlsx.HEADER, empty.toString()).read().rows()).hasSize(1);
    }

    @Test
    void no_rows_and_no_sheets_are_refused() {
        assertThat(Xlsx.of(Xlsx.HEADER).refusal().reason().text()).contains("a header and no rows");
        assertSaid(Xlsx.of().bytes(), "the sheet “Paie” is empty", "la feuille “Paie” est vide");
        assertSaid(new Xlsx().bytes(), "no sheet of rows and columns", "aucune feuille");
        assertSaid(new Xlsx().sheet("Paie", "hidden", Xlsx.HEADER, GOOD).bytes(), "every sheet of the workbook is hidden", "toutes les feuilles du classeur sont masquées");
    }

    private static Words said(byte[] content) {
        return Drop.refusal(content, Drop.RULES).problems().get(0).reason().words();
    }

    private static void assertSaid(byte[] content, String english, String french) {
        assertThat(said(content).english()).contains(english);
        assertThat(said(content).french()).contains(french);
    }

    private static byte[] zip(String... namesAndContents) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndContents[i]));
                zip.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return packed.toByteArray();
    }

    private static void copy(byte[] zipped, ZipOutputStream target) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                target.putNextEntry(new ZipEntry(entry.getName()));
                in.transferTo(target);
            }
        }
    }

    /** The usual workbook, one byte of its amount changed on the way. */
    static byte[] damagedAmount() throws IOException {
        byte[] workbook = stored();
        workbook[new String(workbook, StandardCharsets.ISO_8859_1).indexOf("50000")] = '9';
        return workbook;
    }

    /** Not packed: a damaged byte stays well formed. */
    private static byte[] stored() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed);
             ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(WORKBOOK.bytes()))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] content = in.readAllBytes();
                CRC32 crc = new CRC32();
                crc.update(content);
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setSize(content.length);
                copy.setCrc(crc.getValue());
                zip.putNextEntry(copy);
                zip.write(content);
            }
        }
        return packed.toByteArray();
    }
}
