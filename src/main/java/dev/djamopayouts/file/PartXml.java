package dev.djamopayouts.file;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * The XML of a part of a workbook, read as a stream. Nothing is declared in it, nothing fetched from elsewhere, and what the
 * parser holds of it at once is bounded: by {@link #fresh()}, by the depth, and by how many different names there are.
 */
final class PartXml implements Closeable {

    /** What a small part may hold as a whole, and anything outside a row at once. */
    static final long SMALL_BYTES = 32L << 20;
    private static final int MOST_DEPTH = 64;

    private final Metered in;
    private final XMLStreamReader reader;
    private final XmlNames names = new XmlNames();
    private int depth;

    /** @param mostBytesAtOnce how far the parser may read between one {@link #fresh()} and the next */
    PartXml(InputStream part, long mostBytesAtOnce) throws IOException {
        in = new Metered(part, mostBytesAtOnce);
        try {
            // A factory keeps every name that its parsers ever met: this one goes with the part.
            XMLInputFactory factory = new InputFactoryImpl();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            // Or what is wrong with a text shows only when it is asked for, as an exception that nothing declares.
            factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
            reader = factory.createXMLStreamReader(in);
        } catch (XMLStreamException | RuntimeException e) {
            in.close();
            throw fault(e);
        }
    }

    /** Goes to the next start or end of an element, or to a text; false at the end of the part, which then was whole. */
    boolean next() throws IOException {
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        mustHaveRoom(depth <= MOST_DEPTH && names.hasRoomFor(reader));
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        return true;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        return true;
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.ENTITY_DECLARATION ->
                            throw WorkbookFault.hostile("declares a document type or entities", "déclare un type de document ou des entités");
                    case XMLStreamConstants.PROCESSING_INSTRUCTION -> mustHaveRoom(names.known(reader.getPITarget()));
                    default -> {
                        // Comments mean nothing.
                    }
                }
            }
            in.transferTo(OutputStream.nullOutputStream());
            return false;
        } catch (XMLStreamException | RuntimeException e) {
            throw fault(e);
        }
    }

    private void mustHaveRoom(boolean room) {
        if (!room) {
            throw WorkbookFault.hostile("nests elements too deeply or gives them too many names",
                    "imbrique trop d'éléments ou leur donne trop de noms");
        }
    }

    /** What comes now is held on its own: the parser may read as far again. */
    void fresh() {
        in.fresh();
    }

    boolean starts() {
        return reader.isStartElement();
    }

    boolean starts(String name) {
        return reader.isStartElement() && reader.getLocalName().equals(name);
    }

    boolean ends(String name) {
        return reader.isEndElement() && reader.getLocalName().equals(name);
    }

    /** An attribute of the element that starts here, or null. */
    String attribute(String name) {
        return attribute(name, "");
    }

    /** The same, its name in the namespace that ends so: there are two of each, of ECMA and of ISO. */
    String attribute(String name, String namespaceEnd) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String namespace = reader.getAttributeNamespace(i);
            boolean plain = namespace == null || namespace.isEmpty();
            if (reader.getAttributeLocalName(i).equals(name)
                    && (namespaceEnd.isEmpty() ? plain : !plain && namespace.endsWith(namespaceEnd))) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** The text of the element that starts here, up to its end. */
    String text() throws IOException {
        StringBuilder text = new StringBuilder();
        int outside = depth - 1;
        while (next() && depth > outside) {
            if (reader.isCharacters()) {
                text.append(part());
            }
        }
        return text.toString();
    }

    /** The parser reads a text only when it is asked for, and says unchecked what is wrong with it. */
    private String part() throws IOException {
        try {
            return reader.getText();
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    /** Goes to the end of the element that starts here. */
    void skip() throws IOException {
        int outside = depth - 1;
        while (depth > outside && next()) {
            // Nothing of it is kept.
        }
    }

    /** What failed: the disk, or the XML, of which the parser says some things unchecked. What is refused by us stays so. */
    private static FileRefused fault(Exception e) throws IOException {
        if (e instanceof FileRefused refused) {
            return refused;
        }
        Throwable said = e instanceof UncheckedStreamException ? e.getCause() : e;
        if (said instanceof XMLStreamException wrong && wrong.getNestedException() instanceof IOException failure
                && !(failure instanceof CharConversionException)) {
            throw failure;
        }
        return WorkbookFault.damaged();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Stops what would fill the memory: an attribute, a text or a row without an end. */
    private static final class Metered extends InputStream {

        private final InputStream in;
        private final long most;
        private long left;

        Metered(InputStream in, long most) {
            this.in = in;
            this.most = most;
            left = most;
        }

        void fresh() {
            left = most;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            left -= Math.max(count, 0);
            if (left < 0) {
                throw WorkbookFault.saveAgain("the workbook (.xlsx) has a row, a text or a part of more than " + most + " bytes",
                        "le classeur (.xlsx) a une ligne, un texte ou une partie de plus de " + most + " octets");
            }
            return count;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
