package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The parts of an XML file, one after the other. A document type is refused as soon as it is met, so there is no entity
 * but the five of XML itself, and nothing outside the file is ever opened.
 */
final class XmlEvents implements Closeable {

    /** A payment message has 12 levels, and an envelope a few. */
    private static final int MOST_DEPTH = 40;

    /** How much of the parser's own words is told. */
    private static final int MOST_CHARS_SAID = 160;

    private final XmlText text;
    private final XMLStreamReader reader;
    private final XmlNames names = new XmlNames();
    private int depth;
    private int line = 1;

    private XmlEvents(XmlText text, XMLStreamReader reader) {
        this.text = text;
        this.reader = reader;
    }

    /** Opens the file; {@link FileRefused} where its first line is no XML of version 1.0. */
    static XmlEvents open(Content content, ReadingRules rules) throws IOException {
        XmlText text = XmlText.open(content, rules);
        try {
            XMLStreamReader reader = factory().createXMLStreamReader(text);
            if (reader.getVersion() != null && !reader.getVersion().equals("1.0")) {
                throw new FileRefused(Problem.inFile(new Words("the file is XML of version " + reader.getVersion() + ": write version 1.0",
                        "le fichier est du XML de version " + reader.getVersion() + " : écrivez la version 1.0")));
            }
            return new XmlEvents(text, reader);
        } catch (XMLStreamException e) {
            text.close();
            throw damaged(e);
        } catch (RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /** The JDK's own, whatever other parser is on the class path: what it does with a document type is known. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        return factory;
    }

    /**
     * Goes on to the next part, and tells which it is by {@link XMLStreamConstants}.
     *
     * @throws FileRefused          where the file is no XML, or has what no payment message has
     * @throws UncheckedIOException where it cannot be read
     */
    int next() {
        try {
            int event = reader.next();
            text.partSeen();
            // Behind its end the parser is at no line any more.
            line = Math.max(line, reader.getLocation().getLineNumber());
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> {
                    mustNotBeTooDeep();
                    mustHaveRoom(names.hasRoomFor(reader));
                }
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> mustHaveRoom(names.known(reader.getPITarget()));
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.ENTITY_DECLARATION -> throw refused(
                        new Words("has a document type (DOCTYPE) or an entity of its own, which a payment message never needs: remove it",
                                "comporte un type de document (DOCTYPE) ou une entité propre, dont un message de paiement n'a jamais besoin :"
                                + " retirez-le"));
                default -> { }
            }
            return event;
        } catch (XMLStreamException e) {
            throw damaged(e);
        }
    }

    private void mustNotBeTooDeep() {
        if (++depth > MOST_DEPTH) {
            throw refused(new Words("is nested more than " + MOST_DEPTH + " deep, as no payment message is",
                    "comporte plus de " + MOST_DEPTH + " niveaux imbriqués, ce qu'aucun message de paiement n'a"));
        }
    }

    private void mustHaveRoom(boolean room) {
        if (!room) {
            throw refused(new Words("has too many different names of elements and attributes, as no payment message does",
                    "comporte trop de noms différents d'éléments et d'attributs, ce qu'aucun message de paiement n'a"));
        }
    }

    /** The next beginning or end of an element; any text before it refuses the file. */
    int nextTag() {
        while (true) {
            int event = next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT, XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                    return event;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    if (!reader.isWhiteSpace()) {
                        throw refused(new Words("has text where only elements may stand: remove it",
                                "comporte du texte là où seuls des éléments peuvent figurer : retirez-le"));
                    }
                }
                default -> { }
            }
        }
    }

    XMLStreamReader reader() {
        return reader;
    }

    /** The name of the element that begins or ends here, without a prefix. */
    String name() {
        return reader.getLocalName();
    }

    /** Its namespace, empty where it has none. */
    String namespace() {
        return reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
    }

    /** The line of the file that the reader is at. */
    int line() {
        return line;
    }

    /** A refusal of the file for what stands here. */
    FileRefused refused(Words fault) {
        return refused(line(), fault);
    }

    /** A refusal of the file for what stands at that line. */
    static FileRefused refused(int line, Words fault) {
        return new FileRefused(Problem.inFile(new Words("the XML at line " + line + " " + fault.english(),
                "le XML à la ligne " + line + " " + fault.french())));
    }

    /** The parser's own words are kept: they say what it is, and they are in English only. */
    private static RuntimeException damaged(XMLStreamException e) {
        if (e.getNestedException() instanceof IOException disk) {
            return new UncheckedIOException(disk);
        }
        int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
        String said = e.getMessage() == null ? "" : e.getMessage().replaceAll("(?s)^ParseError at .*?Message: ", "").replaceAll("\\s+", " ");
        String why = said.substring(0, Math.min(said.length(), MOST_CHARS_SAID));
        return new FileRefused(Problem.inFile(new Words(
                "the XML is damaged or breaks off at line " + line + " (" + why + "): write the file anew, or drop it whole",
                "le XML est endommagé ou s'interrompt à la ligne " + line + " (en anglais : « " + why + " ») : régénérez le fichier, ou déposez-le entier")));
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
