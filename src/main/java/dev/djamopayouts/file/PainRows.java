package dev.djamopayouts.file;

import dev.djamopayouts.file.XmlElement.Room;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import javax.xml.stream.XMLStreamConstants;

/**
 * The payments of a pain.001, in the order of the file; holds one of them, and what their PmtInf begins with. What the message says
 * of their number and sum is held against them, and its last row is only given out once all of it agrees.
 *
 * <p>Read by the JDK's streaming parser, element after element: some twenty of them matter, and a million payments (440 MB) pass
 * through 24 MB of memory. A library of all messages (Prowide's is 54 MB, beside 161 MB for everything else that we ship) binds
 * a message as one tree, which grows with the file, and bears no schemas. Its place is taken by the schemas in the tests, against which every answer is held.
 */
final class PainRows implements RowSource {

    private final XmlEvents in;
    private final ReadingRules rules;
    private final PainForm form;
    private final PainSums sums;
    private PainBlock block;
    private long blocks;
    private boolean ended;

    private PainRows(XmlEvents in, ReadingRules rules, PainForm form) {
        this.in = in;
        this.rules = rules;
        this.form = form;
        this.sums = new PainSums(new Words("the group header (GrpHdr)", "l'en-tête (GrpHdr)"), form.payments(), form.sum());
    }

    /** Whether a file that begins like this is XML. A CSV may begin with an angle bracket too. */
    static boolean isXml(byte[] head) {
        String text = XmlCharset.text(head);
        String start = text.substring(Blanks.start(text));
        return start.startsWith("<?xml") || start.startsWith("<!DOCTYPE") || start.startsWith("<!--")
                || start.startsWith("<") && (start.contains("xmlns") || start.contains("<Document") || start.contains("CstmrCdtTrfInitn"));
    }

    /** Opens it, and reads as far as its group header. */
    static PainRows open(Content content, ReadingRules rules) throws IOException {
        XmlEvents in = XmlEvents.open(content, rules);
        try {
            String message = message(in);
            String namespace = in.namespace();
            mustBegin(in, namespace, "CstmrCdtTrfInitn");
            mustBegin(in, namespace, "GrpHdr");
            return new PainRows(in, rules, PainHeader.form(namespace, message, XmlElement.read(in, new Room(rules.maxRowChars()))));
        } catch (RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** Goes to the Document through whatever envelope is around it. */
    private static String message(XmlEvents in) {
        String root = null;
        for (int event = in.next(); event != XMLStreamConstants.END_DOCUMENT; event = in.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                root = root == null ? in.name() : root;
                if (in.name().equals("Document")) {
                    return PainHeader.message(in);
                }
            }
        }
        throw in.refused(new Words("ends without a Document of ISO 20022 (it began with " + Excerpt.of(root) + "): drop a pain.001, a CSV, an"
                + " Excel workbook (.xlsx) or JSON", "se termine sans Document ISO 20022 (il commençait par " + Excerpt.of(root)
                + ") : déposez un pain.001, un CSV, un classeur Excel (.xlsx) ou du JSON"));
    }

    private static void mustBegin(XmlEvents in, String namespace, String name) {
        if (in.nextTag() != XMLStreamConstants.START_ELEMENT || !in.name().equals(name) || !in.namespace().equals(namespace)) {
            throw in.refused(new Words("has " + Excerpt.of(in.name()) + " where " + name + " of a pain.001 must begin: write the file anew",
                    "comporte " + Excerpt.of(in.name()) + " là où " + name + " d'un pain.001 doit commencer : régénérez le fichier"));
        }
    }

    @Override
    public RawRow next() {
        while (!ended) {
            if (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
                if (block != null) {
                    mustBe("CdtTrfTxInf");
                    return row(false);
                }
                if (in.name().equals("SplmtryData")) {
                    XmlElement.read(in, new Room(rules.maxRowChars()));
                } else {
                    mustBe("PmtInf");
                    block = begun();
                    return row(true);
                }
            } else if (block != null) {
                block.sums().mustAgree();
                block = null;
            } else {
                sums.mustAgree();
                finish();
            }
        }
        return null;
    }

    /** Reads what a PmtInf begins with, as far as its first payment. */
    private PainBlock begun() {
        blocks++;
        XmlElement head = XmlElement.readUntil("CdtTrfTxInf", in, new Room(rules.maxRowChars()));
        return PainBlock.of(head, blocks, form.namespace(), rules);
    }

    private RawRow row(boolean first) {
        PainPayment payment = new PainPayment(XmlElement.read(in, new Room(rules.maxRowChars())), rules.defaultRegion());
        sums.add(payment.ordered());
        block.sums().add(payment.ordered());
        return payment.row(sums.count(), block, first, form.namespace());
    }

    private void mustBe(String name) {
        if (!in.name().equals(name) || !in.namespace().equals(form.namespace())) {
            throw in.refused(new Words("has " + Excerpt.of(in.name()) + " where a pain.001 has " + name
                    + ": put everything in the order of its schema",
                    "comporte " + Excerpt.of(in.name()) + " là où un pain.001 a " + name
                    + " : mettez tout dans l'ordre du schéma"));
        }
    }

    /** One file is one message: what follows in the envelope may be anything but another one. */
    private void finish() {
        ended = true;
        for (int event = in.next(); event != XMLStreamConstants.END_DOCUMENT; event = in.next()) {
            if (event == XMLStreamConstants.START_ELEMENT && (in.name().equals("Document") || in.namespace().equals(form.namespace()))) {
                throw in.refused(new Words("begins a second message (" + in.name() + "): drop each message as a file of its own",
                        "commence un second message (" + in.name() + ") : déposez chaque message dans un fichier à part"));
            }
        }
    }

    @Override
    public PainForm form() {
        return form;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
