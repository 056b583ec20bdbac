package dev.djamopayouts.file;

import dev.djamopayouts.file.RawRow.Field;
import dev.djamopayouts.payout.Words;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.Collectors;

/** A CdtTrfTxInf of a pain.001, as a row. */
final class PainPayment {

    private static final String CURRENCY = "XOF";

    private final XmlElement payment;
    private final XmlElement amount;
    private final String region;

    PainPayment(XmlElement payment, String region) {
        this.payment = payment;
        this.amount = payment.only("Amt", "InstdAmt");
        this.region = region;
    }

    /** The amount ordered, in whatever currency, for the totals of the message; null where it is no decimal number. */
    BigDecimal ordered() {
        return amount == null ? null : PainSums.decimal(amount.text());
    }

    /**
     * The row.
     *
     * @param lineNo which payment of the file it is, from 1
     * @param first  whether it is the first of its block
     */
    RawRow row(long lineNo, PainBlock block, boolean first, String namespace) {
        PainCreditor creditor = new PainCreditor(payment, region);
        String instructionId = id("InstrId");
        String endToEndId = id("EndToEndId");
        String remittance = payment.all("RmtInf", "Ustrd").stream().map(XmlElement::text).collect(Collectors.joining(" "));
        StringBuilder xml = new StringBuilder();
        payment.write(xml, namespace);
        String currency = amount == null ? null : amount.attribute("Ccy");
        String name = payment.textOf("Cdtr", "Nm");
        return new RawRow(lineNo, Arrays.asList(block.id(), instructionId, endToEndId, amount == null ? "" : amount.text(),
                currency == null ? "" : currency, name == null ? "" : name, creditor.account(), remittance,
                first ? block.before() : "", first ? block.after() : "", xml.toString()),
                reference(endToEndId), creditor.number(), amount(currency), Field.of(remittance), fault(instructionId, endToEndId));
    }

    private String id(String name) {
        String id = payment.textOf("PmtId", name);
        return id == null ? "" : id;
    }

    private static Field reference(String endToEndId) {
        return Field.of(PainForm.isNone(endToEndId) ? "" : endToEndId);
    }

    /** Answers must name the payment by its identifiers, whole. */
    private static Words fault(String instructionId, String endToEndId) {
        int longest = Math.max(instructionId.length(), endToEndId.length());
        String name = longest == endToEndId.length() ? "EndToEndId" : "InstrId";
        return longest <= PainHeader.MOST_ID_CHARS ? null : new Words("its " + name + " has " + longest + " characters: write at most "
                + PainHeader.MOST_ID_CHARS, "son " + name + " a " + longest + " caractères : écrivez-en au plus " + PainHeader.MOST_ID_CHARS);
    }

    /** A decimal number of XML, where {@code 50.000} is fifty: what a CSV may write in groups is read differently here. */
    private Field amount(String currency) {
        if (amount == null) {
            return new Field("", payment.only("Amt", "EqvtAmt") == null
                    ? new Words("the payment has no Amt/InstdAmt: write it, like <InstdAmt Ccy=\"XOF\">50000</InstdAmt>",
                            "le paiement n'a pas d'Amt/InstdAmt : écrivez-le, comme <InstdAmt Ccy=\"XOF\">50000</InstdAmt>")
                    : new Words("the amount is given as EqvtAmt, to be exchanged: write it as InstdAmt in XOF",
                            "le montant est donné en EqvtAmt, à changer : écrivez-le en InstdAmt, en XOF"));
        }
        String text = amount.text();
        if (!CURRENCY.equals(currency)) {
            return new Field(text, currency == null ? new Words("the amount has no currency: write Ccy=\"XOF\"", "le montant n'a pas de devise : écrivez Ccy=\"XOF\"")
                    : new Words("the amount is in " + Excerpt.of(currency) + ": only XOF is paid",
                            "le montant est en " + Excerpt.of(currency) + " : seul le XOF est payé"));
        }
        BigDecimal number = PainSums.decimal(text);
        if (number == null) {
            return new Field(text, new Words("the amount " + Excerpt.ofAmount(text)
                    + " is no decimal number of XML: write whole francs in plain digits, like 50000", "le montant " + Excerpt.ofAmount(text)
                    + " n'est pas un nombre décimal de XML : écrivez des francs entiers en chiffres simples, comme 50000"));
        }
        BigDecimal francs = number.stripTrailingZeros();
        return francs.scale() > 0
                ? new Field(text, new Words("the amount " + Excerpt.ofAmount(text) + " has a fraction, and XOF has no cents: write whole francs, like 50000",
                        "le montant " + Excerpt.ofAmount(text) + " a une fraction, et le XOF n'a pas de centimes : écrivez des francs entiers, comme 50000"))
                : Field.of(francs.toPlainString());
    }
}
