package dev.djamopayouts.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** Holds messages against the schemas of ISO 20022. */
public final class Iso20022Schema {

    private static final Pattern NAMESPACE = Pattern.compile("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:([a-z0-9.]+)\"");
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private Iso20022Schema() {
    }

    /** The message itself; an assertion error that says what is wrong with one that is not valid. */
    public static String valid(String xml) {
        Matcher message = NAMESPACE.matcher(xml);
        if (!message.find()) {
            throw new AssertionError("no message of ISO 20022: " + xml);
        }
        try {
            SCHEMAS.computeIfAbsent(message.group(1), Iso20022Schema::schema).newValidator().validate(new StreamSource(new StringReader(xml)));
            return xml;
        } catch (SAXException e) {
            throw new AssertionError(e.getMessage() + "\n" + xml, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Schema schema(String message) {
        URL url = Iso20022Schema.class.getResource("/iso20022/" + message + ".xsd");
        try {
            return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(url == null ? Iso20022Schema.class.getResource("/" + message + ".xsd") : url);
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }
}
