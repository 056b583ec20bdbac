package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamReader;

/**
 * A small element of XML with all that is in it. It either has elements in it or text. Comments and processing instructions are left
 * out; one within a value refuses the file, because readers differ in what such a value is.
 */
final class XmlElement {

    /** What an element costs beside its characters, so that a million empty ones are no small thing. */
    private static final int CHARS_OF_AN_ELEMENT = 32;

    private final String namespace;
    private final String name;
    private final int line;
    private final Map<String, String> attributes;
    private final List<XmlElement> children = new ArrayList<>(4);
    private String text = "";

    private XmlElement(String namespace, String name, int line, Map<String, String> attributes) {
        this.namespace = namespace;
        this.name = name;
        this.line = line;
        this.attributes = attributes;
    }

    /** How many characters may still be read into elements. */
    static final class Room {

        private final int chars;
        private int left;

        Room(int chars) {
            this.chars = chars;
            this.left = chars;
        }

        private void take(int count, XmlEvents in) {
            left -= count;
            if (left < 0) {
                throw in.refused(new Words("has a part of more than " + chars + " characters (payouts.file.max-row-chars): shorten it",
                        "comporte une partie de plus de " + chars + " caractères (payouts.file.max-row-chars) : raccourcissez-la"));
            }
        }
    }

    /** Reads the element that begins here, to its end. */
    static XmlElement read(XmlEvents in, Room room) {
        XmlElement element = begun(in, room);
        StringBuilder text = new StringBuilder();
        boolean interrupted = false;
        for (int event = in.next(); event != XMLStreamConstants.END_ELEMENT; event = in.next()) {
            switch (event) {
                case XMLStreamConstants.START_ELEMENT -> element.children.add(read(in, room));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    room.take(in.reader().getTextLength(), in);
                    text.append(in.reader().getTextCharacters(), in.reader().getTextStart(), in.reader().getTextLength());
                }
                default -> interrupted = true;
            }
        }
        element.settle(in, text.toString(), interrupted);
        return element;
    }

    /** Reads the element that begins here as far as the first one of that name in it, which then begins. */
    static XmlElement readUntil(String name, XmlEvents in, Room room) {
        XmlElement element = begun(in, room);
        while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
            if (in.name().equals(name) && in.namespace().equals(element.namespace)) {
                return element;
            }
            element.children.add(read(in, room));
        }
        throw in.refused(new Words("has a " + element.name + " without a " + name + ": add one, or leave the " + element.name + " out",
                "comporte un " + element.name + " sans " + name + " : ajoutez-en un, ou retirez le " + element.name));
    }

    private static XmlElement begun(XmlEvents in, Room room) {
        XMLStreamReader reader = in.reader();
        Map<String, String> attributes = reader.getAttributeCount() == 0 ? Map.of() : new LinkedHashMap<>();
        int chars = CHARS_OF_AN_ELEMENT + in.name().length();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            chars += CHARS_OF_AN_ELEMENT + reader.getAttributeLocalName(i).length() + reader.getAttributeValue(i).length();
            room.take(chars, in);
            chars = 0;
            if (reader.getAttributeNamespace(i) == null || reader.getAttributeNamespace(i).isEmpty()) {
                attributes.put(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
            }
        }
        room.take(chars, in);
        return new XmlElement(in.namespace(), in.name(), in.line(), attributes);
    }

    private void settle(XmlEvents in, String read, boolean interrupted) {
        boolean blank = Blanks.isBlank(read);
        if (!blank && !children.isEmpty()) {
            throw in.refused(new Words("has text beside the elements of " + name + ": remove it",
                    "comporte du texte à côté des éléments de " + name + " : retirez-le"));
        }
        if (!blank && interrupted) {
            throw in.refused(new Words("has a comment or a processing instruction within the value of " + name + ": remove it",
                    "comporte un commentaire ou une instruction au milieu de la valeur de " + name + " : retirez-le"));
        }
        text = children.isEmpty() ? read : "";
    }

    String name() {
        return name;
    }

    /** The text in it, without the blanks around it; empty where it has elements in it. */
    String text() {
        return Blanks.strip(text);
    }

    /** The value of an attribute, or null. */
    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    List<XmlElement> children() {
        return children;
    }

    /** Every element down that path, of the same namespace as this one. */
    List<XmlElement> all(String... path) {
        List<XmlElement> level = List.of(this);
        for (String step : path) {
            List<XmlElement> next = new ArrayList<>(2);
            for (XmlElement element : level) {
                for (XmlElement child : element.children) {
                    if (child.name.equals(step) && child.namespace.equals(namespace)) {
                        next.add(child);
                    }
                }
            }
            level = next;
        }
        return level;
    }

    /**
     * The element down that path, or null.
     *
     * @throws FileRefused where there are two: nobody could say which one counts
     */
    XmlElement only(String... path) {
        List<XmlElement> found = all(path);
        if (found.size() > 1) {
            String what = String.join("/", path);
            throw refused(new Words("has " + what + " twice in one " + name + ": leave one of them",
                    "comporte deux fois " + what + " dans un même " + name + " : n'en laissez qu'un"));
        }
        return found.isEmpty() ? null : found.get(0);
    }

    /** The text of the element down that path, without the blanks around it; null where there is no such element. */
    String textOf(String... path) {
        XmlElement element = only(path);
        return element == null ? null : element.text();
    }

    /** A refusal of the file for what is wrong with this element. */
    FileRefused refused(Words fault) {
        return XmlEvents.refused(line, fault);
    }

    /** Adds it as XML that stands where elements of that namespace need no prefix. */
    void write(StringBuilder out, String around) {
        out.append('<').append(name);
        if (!namespace.equals(around)) {
            attribute(out, "xmlns", namespace);
        }
        attributes.forEach((key, value) -> attribute(out, key, value));
        if (children.isEmpty() && text.isEmpty()) {
            out.append("/>");
            return;
        }
        out.append('>').append(XmlOut.escaped(text));
        for (XmlElement child : children) {
            child.write(out, namespace);
        }
        out.append("</").append(name).append('>');
    }

    private static void attribute(StringBuilder out, String key, String value) {
        out.append(' ').append(key).append("=\"").append(XmlOut.escaped(value)).append('"');
    }
}
