package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which message a document is, and its group header. */
final class PainHeader {

    /** The versions that have every element we read in the same place with the same meaning. */
    private static final int FIRST_VERSION = 3;
    private static final int LAST_VERSION = 12;
    /** In the namespace of ISO and in those that banks and countries made of it (pain.001.003.03, pain.001.001.03.ch.02). */
    private static final Pattern MESSAGE = Pattern.compile("([a-z]{4}\\.[0-9]{3})\\.[0-9]{3}\\.([0-9]{2})");
    /** Identifiers of ISO 20022 have at most so many characters (Max35Text). */
    static final int MOST_ID_CHARS = 35;

    private PainHeader() {
    }

    /** Which message of which version the document at hand is, such as {@code pain.001.001.09}; any that we do not read is refused. */
    static String message(XmlEvents in) {
        Matcher message = MESSAGE.matcher(in.namespace());
        if (in.namespace().isEmpty()) {
            throw in.refused(new Words("begins a Document without a namespace, so nobody can say what it is: write"
                    + " xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"",
                    "commence un Document sans espace de noms, rien ne dit donc ce que c'est : écrivez"
                    + " xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\""));
        }
        boolean known = message.find();
        if (!known || !message.group(1).equals("pain.001")) {
            String what = known ? message.group() : Excerpt.of(in.namespace());
            throw in.refused(new Words("begins a Document of " + what + ", which is no pain.001: drop a customer credit transfer initiation",
                    "commence un Document de " + what + ", qui n'est pas un pain.001 : déposez un ordre de virement"));
        }
        int version = Integer.parseInt(message.group(2));
        if (version < FIRST_VERSION || version > LAST_VERSION) {
            throw in.refused(new Words("is a " + message.group() + ", a version that is not read: write pain.001.001.03 or pain.001.001.09",
                    "est un " + message.group() + ", une version qui n'est pas lue : écrivez du pain.001.001.03 ou du pain.001.001.09"));
        }
        return message.group();
    }

    /** The form of a document by its GrpHdr. */
    static PainForm form(String namespace, String message, XmlElement header) {
        String id = id(header, "MsgId");
        String createdAt = required(header, "CreDtTm");
        String payments = required(header, "NbOfTxs");
        String sum = header.textOf("CtrlSum");
        return new PainForm(namespace, message, id, createdAt, payments, sum == null ? "" : sum, others(header, namespace, Set.of("Authstn"), true),
                others(header, namespace, Set.of("Authstn", "MsgId", "CreDtTm", "NbOfTxs", "CtrlSum"), false));
    }

    /** Those of the elements in it that are named, or all others, as XML. */
    static String others(XmlElement element, String namespace, Set<String> names, boolean named) {
        StringBuilder xml = new StringBuilder();
        for (XmlElement child : element.children()) {
            if (names.contains(child.name()) == named) {
                child.write(xml, namespace);
            }
        }
        return xml.toString();
    }

    /** An identifier that must be there. */
    static String id(XmlElement element, String name) {
        String id = required(element, name);
        if (id.length() > MOST_ID_CHARS) {
            throw element.refused(new Words("has a " + name + " of " + id.length() + " characters: write at most " + MOST_ID_CHARS,
                    "comporte un " + name + " de " + id.length() + " caractères : écrivez-en au plus " + MOST_ID_CHARS));
        }
        return id;
    }

    /** A text that must be there. */
    static String required(XmlElement element, String... path) {
        String text = element.textOf(path);
        if (text == null || text.isEmpty()) {
            String what = String.join("/", path);
            throw element.refused(new Words("has no " + what + " in its " + element.name() + ": add it",
                    "n'a pas de " + what + " dans son " + element.name() + " : ajoutez-le"));
        }
        return text;
    }
}
