package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonFactory;
import dev.djamopayouts.file.FileProfile.Form;
import dev.djamopayouts.file.JsonForm.Layout;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Finds out by its content, never by its name, what form a payout file is in, and opens it as that. */
final class FormFinder {

    private FormFinder() {
    }

    /** The rows of the file, unpacked where it is packed; {@link FileRefused} where it is in no form that we read. */
    static RowSource open(Path file, ReadingRules rules) throws IOException {
        byte[] start = FileKind.head(new Content.Plain(file));
        if (OldOffice.isOne(start)) {
            throw OldOffice.refused(file);
        }
        if (FileKind.isZip(start) && Workbook.isOne(file)) {
            mustBeAgreed(Form.XLSX, rules.profile());
            return XlsxRows.open(file, rules);
        }
        Content content = Content.of(file, rules.maxUnpackedBytes());
        byte[] head = FileKind.head(content);
        if (PainRows.isXml(head)) {
            mustBeAgreed(Form.PAIN_001, rules.profile());
            return PainRows.open(content, rules);
        }
        FileKind.mustBeText(head);
        TextEncoding encoding = TextEncoding.of(head, rules.profile().charset());
        Layout layout = layout(encoding.text(head));
        mustBeAgreed(layout == null ? Form.CSV : layout == Layout.LINES ? Form.JSON_LINES : Form.JSON, rules.profile());
        if (layout != null && encoding.isUtf16()) {
            throw new FileRefused(Problem.inFile(new Words("the file is JSON in UTF-16, and JSON is written in UTF-8: save it in UTF-8 and drop"
                    + " it again", "le fichier est du JSON en UTF-16, et le JSON s'écrit en UTF-8 : enregistrez-le en UTF-8 et déposez-le de"
                    + " nouveau")));
        }
        return layout == null ? CsvRows.open(content, rules) : json(content, layout, rules);
    }

    /** A file in another form than was agreed is perhaps another sender's. */
    static void mustBeAgreed(Form found, FileProfile profile) {
        Form agreed = profile.form();
        if (agreed != null && agreed != found) {
            throw new FileRefused(Problem.inFile(new Words("the file is " + found.words().english() + ", and " + agreed.words().english()
                    + " was agreed: drop it as " + agreed.words().english() + ", or have the agreement changed",
                    "le fichier est " + found.words().french() + ", alors qu'il est convenu d'envoyer " + agreed.words().french()
                    + " : déposez-le sous cette forme, ou faites modifier la convention")));
        }
    }

    private static JsonRows json(Content content, Layout layout, ReadingRules rules) throws IOException {
        JsonFactory factory = JsonText.factory(rules.maxRowChars());
        // JSON is UTF-8 whatever is agreed about text (RFC 8259, 8.1).
        StrictText text = StrictText.open(content, StandardCharsets.UTF_8);
        JsonObjects objects = layout == Layout.LINES ? new JsonLines(text, factory, rules.maxRowChars()) : new JsonArray(text, factory);
        return new JsonRows(objects, layout, rules, factory);
    }

    /**
     * How JSON is laid out that begins like this; null for anything else. The second character decides: a CSV may well
     * begin with a bracket.
     */
    private static Layout layout(String head) {
        int first = Blanks.start(head);
        int second = first + 1 >= head.length() ? head.length() : first + 1 + Blanks.start(head.substring(first + 1));
        if (first == head.length()) {
            return null;
        }
        char next = second < head.length() ? head.charAt(second) : ' ';
        return switch (head.charAt(first)) {
            case '[' -> " {[]".indexOf(next) >= 0 ? Layout.ARRAY : null;
            case '{' -> " \"}".indexOf(next) >= 0 ? Layout.LINES : null;
            default -> null;
        };
    }
}
