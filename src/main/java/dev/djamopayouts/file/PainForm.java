package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A customer credit transfer initiation of ISO 20022 (pain.001): what of its group header the answers need.
 *
 * @param namespace of its elements, as the file has it
 * @param message   which message of which version, such as {@code pain.001.001.09}
 * @param messageId MsgId
 * @param createdAt CreDtTm, as it is written
 * @param payments  NbOfTxs, as it is written
 * @param sum       CtrlSum, as it is written, or empty
 * @param before    what else the header has before its totals, as XML
 * @param after     what else it has after them, as XML
 */
public record PainForm(String namespace, String message, String messageId, String createdAt, String payments, String sum,
                       String before, String after) implements FileForm {

    static final String MARK = "pain.001 1";
    private static final int FACTS = 9;
    /** As {@link XmlElement} writes them; in no other namespace than the message's. */
    private static final Pattern IDS = Pattern.compile("<PmtId(?: (?!xmlns)[^>]*)?(?:/>|>(.*?)</PmtId>)", Pattern.DOTALL);
    private static final Pattern END_TO_END = Pattern.compile("<EndToEndId(?: [^>]*)?(?:/>|>.*?</EndToEndId>)", Pattern.DOTALL);
    private static final Pattern INSTRUCTION = Pattern.compile("^<InstrId(?: [^>]*)?(?:/>|>[^<]*</InstrId>)");
    /** What ISO 20022 has the payer write where there is no reference of theirs. */
    private static final String NOT_PROVIDED = "NOTPROVIDED";
    /** From this version of pain.001 on the date of execution is a choice, and the status report is that of 2019. */
    private static final int FIRST_NEWER_VERSION = 8;

    /** What of a payment people read in the result. Behind these a row has three cells more, for the failures only. */
    private static final List<String> HEADER = List.of("pmt_inf_id", "instr_id", "end_to_end_id", "amount", "currency",
            "creditor_name", "creditor_account", "remittance");

    /** Where a row has the parts of its PmtInf before and after the totals, both only in the first row of it, and all of its own XML. */
    static final int BLOCK_ID = 0;
    static final int INSTRUCTION_ID = 1;
    static final int END_TO_END_ID = 2;
    static final int AMOUNT = 3;
    static final int BLOCK_BEFORE = HEADER.size();
    static final int BLOCK_AFTER = HEADER.size() + 1;
    static final int PAYMENT = HEADER.size() + 2;

    public PainForm {
        Objects.requireNonNull(namespace, "namespace");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(messageId, "messageId");
    }

    static PainForm parse(List<String> parts) {
        if (parts.size() != FACTS) {
            throw new IllegalArgumentException("not the form of a pain.001");
        }
        return new PainForm(parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5), parts.get(6), parts.get(7), parts.get(8));
    }

    /** The form of a file in the spool where it is a pain.001 whose group header can be read, whatever else is wrong with it. */
    public static Optional<PainForm> of(Path spooled, ReadingRules rules) throws IOException {
        try (RowSource source = FormFinder.open(spooled, rules)) {
            return source.form() instanceof PainForm form ? Optional.of(form) : Optional.empty();
        } catch (FileRefused e) {
            return Optional.empty();
        }
    }

    /** The namespace of the status report that answers it: the one of its own time, where banks pair them too. */
    String reportNamespace() {
        return "urn:iso:std:iso:20022:tech:xsd:" + (isNewer() ? "pain.002.001.10" : "pain.002.001.03");
    }

    private boolean isNewer() {
        return Integer.parseInt(message.substring(message.length() - 2)) >= FIRST_NEWER_VERSION;
    }

    @Override
    public Words words() {
        return new Words("ISO 20022 message " + message, "message ISO 20022 " + message);
    }

    @Override
    public List<String> header() {
        return HEADER;
    }

    @Override
    public boolean isHeaderApart() {
        return false;
    }

    @Override
    public String text() {
        return RowCells.encode(List.of(MARK, namespace, message, messageId, createdAt, payments, sum, before, after));
    }

    @Override
    public String extension() {
        return "xml";
    }

    @Override
    public CsvForm asCsv() {
        return new CsvForm(HEADER, ',', false, "\n", END_TO_END_ID, BLOCK_ID, AMOUNT, CsvForm.ABSENT);
    }

    @Override
    public List<String> shown(List<String> cells) {
        return cells.subList(0, HEADER.size());
    }

    /** NbOfTxs is always there, and CtrlSum is not. */
    @Override
    public boolean bearsTotals() {
        return !sum.isEmpty();
    }

    @Override
    public int mostReferenceChars() {
        return PainHeader.MOST_ID_CHARS;
    }

    /** In the payment's own XML too, which the failures are written from. */
    @Override
    public List<String> withReference(List<String> cells, String reference) {
        if (reference.length() > PainHeader.MOST_ID_CHARS || !isNone(cells.get(END_TO_END_ID))) {
            return cells;
        }
        List<String> named = new ArrayList<>(cells);
        named.set(END_TO_END_ID, reference);
        named.set(PAYMENT, named(cells.get(PAYMENT), XmlOut.element("EndToEndId", reference)));
        return named;
    }

    /** Wherever the sender left it out: every element of it may be missing, and the row was read all the same. */
    private static String named(String payment, String id) {
        Matcher ids = IDS.matcher(payment);
        if (!ids.find()) {
            int behindStart = payment.indexOf('>') + 1;
            return payment.endsWith("/>") ? payment : payment.substring(0, behindStart) + "<PmtId>" + id + "</PmtId>" + payment.substring(behindStart);
        }
        String others = ids.group(1) == null ? "" : END_TO_END.matcher(ids.group(1)).replaceAll("");
        Matcher instruction = INSTRUCTION.matcher(others);
        int at = instruction.find() ? instruction.end() : 0;
        return payment.substring(0, ids.start()) + "<PmtId>" + others.substring(0, at) + id + others.substring(at) + "</PmtId>"
                + payment.substring(ids.end());
    }

    /** Whether a payer gives no reference with it, as {@link PainPayment} reads it. */
    static boolean isNone(String endToEndId) {
        String id = Blanks.strip(endToEndId);
        return id.isEmpty() || id.toUpperCase(Locale.ROOT).equals(NOT_PROVIDED);
    }

    @Override
    public Report result(Path target) throws IOException {
        return PainReport.result(target, this);
    }

    @Override
    public Report failures(Path target) throws IOException {
        return new PainFailures(target, this);
    }
}
