package dev.djamopayouts.file;

import java.util.HashSet;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;

/**
 * The different names in an XML file. A parser keeps each of them for as long as it reads: a file has a few dozen, unless
 * somebody made it to fill the memory.
 */
final class XmlNames {

    static final int MOST_NAMES = 2_000;
    /** Of all of them together: a name may be as long as a whole row. */
    private static final int MOST_CHARS = 100_000;

    private final Set<String> names = new HashSet<>();
    private int chars;

    /** Whether there is room for the names of the element that starts here, of its attributes and of what it declares. */
    boolean hasRoomFor(XMLStreamReader element) {
        boolean room = known(element.getLocalName()) && known(element.getPrefix()) && known(element.getNamespaceURI());
        for (int i = 0; room && i < element.getAttributeCount(); i++) {
            room = known(element.getAttributeLocalName(i)) && known(element.getAttributePrefix(i));
        }
        for (int i = 0; room && i < element.getNamespaceCount(); i++) {
            room = known(element.getNamespacePrefix(i)) && known(element.getNamespaceURI(i));
        }
        return room;
    }

    /** Whether there is room for that name. */
    boolean known(String name) {
        if (name == null || name.isEmpty() || names.contains(name)) {
            return true;
        }
        chars += name.length();
        return names.size() < MOST_NAMES && chars <= MOST_CHARS && names.add(name);
    }
}
