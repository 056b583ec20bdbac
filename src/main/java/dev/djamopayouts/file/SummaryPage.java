package dev.djamopayouts.file;

import dev.djamopayouts.file.FileSummary.State;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Words;
import java.io.StringWriter;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * {@code NAME.summary.html}: one page on what became of a payout file, to read in a browser and to print on A4. It stands
 * alone (no script, no font, no picture from elsewhere) and holds no beneficiary's name or number.
 */
public final class SummaryPage {

    private static final String STYLE = """
            @page { size: A4; margin: 18mm }
            body { font: 11pt/1.4 sans-serif; max-width: 174mm; margin: 1em auto; color: #111 }
            h1 { font-size: 16pt; overflow-wrap: anywhere } h2 { font-size: 12pt; margin-top: 1.6em }
            table { border-collapse: collapse; width: 100% }
            th, td { border-bottom: 1px solid #bbb; padding: .3em .5em; text-align: left; overflow-wrap: anywhere }
            td.number, th.number { text-align: right; white-space: nowrap }
            tr.all td { font-weight: bold; border-top: 2px solid #111 }
            p.said { font-size: 13pt } p.seen { margin-top: 3em } p.small { font-size: 9pt; color: #444 }
            """;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final FileSummary summary;
    private final Language language;
    private final NumberFormat whole;
    private final XMLStreamWriter out;

    private SummaryPage(FileSummary summary, Language language, XMLStreamWriter out) {
        this.summary = summary;
        this.language = language;
        this.whole = NumberFormat.getIntegerInstance(language == Language.FRENCH ? Locale.FRANCE : Locale.UK);
        this.out = out;
    }

    /** The page as text to be written in UTF-8. */
    public static String html(FileSummary summary, Language language) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
            new SummaryPage(summary, language, out).write();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("elements are opened and closed in their order", e);
        }
        return text.append('\n').toString();
    }

    private void write() throws XMLStreamException {
        out.writeDTD("<!DOCTYPE html>");
        out.writeStartElement("html");
        out.writeAttribute("lang", language.code());
        out.writeStartElement("head");
        out.writeEmptyElement("meta");
        out.writeAttribute("charset", "UTF-8");
        element("title", said("Payouts of ", "Paiements de ") + clean(summary.file().name()));
        element("style", STYLE);
        out.writeEndElement();
        out.writeStartElement("body");
        element("h1", said("Payouts of ", "Paiements de ") + clean(summary.file().name()));
        inOneSentence();
        states();
        reasons();
        facts();
        seen();
        out.writeEndElement();
        out.writeEndElement();
    }

    private void inOneSentence() throws XMLStreamException {
        State paid = summary.in(PayoutState.COMPLETED);
        String rows = whole.format(paid.rows());
        boolean several = paid.rows() > 1;
        String all = whole.format(summary.rows());
        String francs = whole.format(paid.francs());
        String fees = whole.format(summary.fees());
        String total = whole.format(paid.francs() + summary.fees());
        text("said", said("Paid: " + rows + " of " + all + " payouts, " + francs + " XOF; fees " + fees + " XOF; together " + total + " XOF.",
                (several ? "Payés : " : "Payé : ") + rows + (several ? " paiements" : " paiement") + " sur " + all + ", " + francs
                        + " XOF ; frais " + fees + " XOF ; ensemble " + total + " XOF."));
    }

    private void states() throws XMLStreamException {
        element("h2", said("By state", "Par état"));
        head(said("state", "état"), said("payouts", "paiements"), said("amount (XOF)", "montant (XOF)"), said("fees (XOF)", "frais (XOF)"));
        for (State state : summary.states()) {
            row(null, state.state().words().in(language) + " (" + state.state() + ", " + state.state().isoStatus() + ")",
                    whole.format(state.rows()), whole.format(state.francs()),
                    state.state() == PayoutState.COMPLETED ? whole.format(summary.fees()) : "");
        }
        row("all", said("all", "total"), whole.format(summary.rows()), whole.format(summary.francs()), whole.format(summary.fees()));
        out.writeEndElement();
    }

    private void reasons() throws XMLStreamException {
        if (summary.reasons().isEmpty()) {
            return;
        }
        element("h2", said("Why payouts were not paid", "Pourquoi des paiements n’ont pas été faits"));
        head(said("reason", "motif"), said("payouts", "paiements"), said("amount (XOF)", "montant (XOF)"));
        for (FileSummary.Unpaid unpaid : summary.reasons()) {
            row(null, unpaid.code() + " – " + unpaid.code().words().in(language), whole.format(unpaid.rows()), whole.format(unpaid.francs()));
        }
        out.writeEndElement();
        text("small", said("Amounts that could not be read count as 0. The failures file has these rows, ready to be mended and dropped again.",
                "Les montants illisibles comptent pour 0. Le fichier « failures » contient ces lignes, prêtes à être corrigées et déposées de nouveau."));
    }

    private void facts() throws XMLStreamException {
        element("h2", said("The file", "Le fichier"));
        head(said("fact", "donnée"), said("value", "valeur"));
        if (summary.file().sender() != null) {
            row(null, said("sender", "expéditeur"), summary.file().sender());
        }
        for (List<String> fact : List.of(
                List.of(said("number in the ledger", "numéro au registre"), Long.toString(summary.file().fileId())),
                List.of(said("received", "reçu"), time(summary.file().receivedAt())),
                List.of(said("accepted", "accepté"), time(summary.acceptedAt())),
                List.of(said("first payout sent", "premier paiement envoyé"), time(summary.firstSentAt())),
                List.of(said("last payout final", "dernier paiement définitif"), time(summary.settledAt())),
                List.of(said("size in bytes", "taille en octets"), whole.format(summary.file().bytes())),
                List.of("SHA-256", summary.file().sha256()))) {
            row(null, fact.get(0), fact.get(1));
        }
        out.writeEndElement();
    }

    private void seen() throws XMLStreamException {
        text("seen", said("Seen by: ____________________   Date: ____________   Signature: ____________________",
                "Vu par : ____________________   Date : ____________   Signature : ____________________"));
    }

    private void head(String... cells) throws XMLStreamException {
        out.writeStartElement("table");
        out.writeStartElement("tr");
        for (int i = 0; i < cells.length; i++) {
            out.writeStartElement("th");
            aligned(i, cells.length);
            out.writeCharacters(cells[i]);
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    private void row(String kind, String... cells) throws XMLStreamException {
        out.writeStartElement("tr");
        if (kind != null) {
            out.writeAttribute("class", kind);
        }
        for (int i = 0; i < cells.length; i++) {
            out.writeStartElement("td");
            aligned(i, cells.length);
            out.writeCharacters(cells[i]);
            out.writeEndElement();
        }
        out.writeEndElement();
    }

    /** Figures stand to the right, in tables that have more than a name and a value. */
    private void aligned(int column, int columns) throws XMLStreamException {
        if (column > 0 && columns > 2) {
            out.writeAttribute("class", "number");
        }
    }

    private void text(String kind, String text) throws XMLStreamException {
        out.writeStartElement("p");
        out.writeAttribute("class", kind);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private void element(String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(text);
        out.writeEndElement();
    }

    private String said(String english, String french) {
        return new Words(english, french).in(language);
    }

    private static String time(Instant instant) {
        return instant == null ? "–" : TIME.format(instant);
    }

    /** A name of a file may hold what no page may. */
    private static String clean(String name) {
        return JsonText.writable(name).replaceAll("\\p{Cntrl}", "\uFFFD");
    }
}
