package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which charset an XML file is in.
 *
 * @param charset   the charset
 * @param markBytes how long the byte order mark is, 0 where there is none
 * @param source    what says so
 */
record XmlCharset(Charset charset, int markBytes, Words source) {

    private static final Words MARK = new Words("its byte order mark", "sa marque d'ordre des octets");
    private static final Words DECLARED = new Words("its XML declaration", "sa déclaration XML");
    private static final Words NOTHING = new Words("want of a declaration", "défaut de déclaration");

    private static final Pattern ENCODING = Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"']{1,40})[\"']");
    /** Those that banks and payroll programs write; any other is refused by its name. */
    private static final Map<String, Charset> KNOWN = Map.of("UTF-8", StandardCharsets.UTF_8, "UTF8", StandardCharsets.UTF_8,
            "US-ASCII", StandardCharsets.US_ASCII, "ASCII", StandardCharsets.US_ASCII, "ISO-8859-1", StandardCharsets.ISO_8859_1,
            "LATIN1", StandardCharsets.ISO_8859_1, "ISO-8859-15", Charset.forName("ISO-8859-15"),
            "WINDOWS-1252", Charset.forName("windows-1252"), "CP1252", Charset.forName("windows-1252"));

    /**
     * The charset of a file that begins like this.
     *
     * @param byDefault where neither a mark nor a declaration says it
     * @throws FileRefused where mark and declaration contradict, or the charset is none of ours
     */
    static XmlCharset of(byte[] head, Charset byDefault) {
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return agreed(new XmlCharset(StandardCharsets.UTF_8, 3, MARK), head, "UTF-8");
        }
        if (starts(head, 0xFE, 0xFF) || starts(head, 0, '<')) {
            return agreed(new XmlCharset(StandardCharsets.UTF_16BE, head[0] == 0 ? 0 : 2, MARK), head, "UTF-16");
        }
        if (starts(head, 0xFF, 0xFE) || starts(head, '<', 0)) {
            return agreed(new XmlCharset(StandardCharsets.UTF_16LE, head[0] == '<' ? 0 : 2, MARK), head, "UTF-16");
        }
        String declared = declared(new String(head, StandardCharsets.ISO_8859_1));
        if (declared == null) {
            return new XmlCharset(byDefault, 0, NOTHING);
        }
        Charset charset = KNOWN.get(declared);
        if (charset == null) {
            throw contradiction(declared, new Words("its bytes are read in UTF-8, ISO-8859-1, ISO-8859-15, windows-1252 or US-ASCII only",
                    "ses octets ne sont lus qu'en UTF-8, ISO-8859-1, ISO-8859-15, windows-1252 ou US-ASCII"));
        }
        return new XmlCharset(charset, 0, DECLARED);
    }

    /** The beginning of a file as text, as far as it can be told without its declaration. */
    static String text(byte[] head) {
        if (starts(head, 0xEF, 0xBB, 0xBF)) {
            return new String(head, 3, head.length - 3, StandardCharsets.UTF_8);
        }
        if (starts(head, 0xFE, 0xFF) || starts(head, 0, '<')) {
            return new String(head, StandardCharsets.UTF_16BE).replace("\uFEFF", "");
        }
        if (starts(head, 0xFF, 0xFE) || starts(head, '<', 0)) {
            return new String(head, StandardCharsets.UTF_16LE).replace("\uFEFF", "");
        }
        return new String(head, StandardCharsets.ISO_8859_1);
    }

    private static XmlCharset agreed(XmlCharset found, byte[] head, String family) {
        String declared = declared(text(head));
        if (declared != null && !declared.startsWith(family) && !declared.replace("-", "").equals(family.replace("-", ""))) {
            throw contradiction(declared, new Words("its first bytes are " + family, "ses premiers octets sont en " + family));
        }
        return found;
    }

    private static String declared(String text) {
        Matcher encoding = ENCODING.matcher(text);
        return encoding.find() ? encoding.group(1).toUpperCase(Locale.ROOT) : null;
    }

    private static FileRefused contradiction(String declared, Words but) {
        return new FileRefused(Problem.inFile(new Words(
                "the file declares the charset " + Excerpt.of(declared) + ", but " + but.english() + ": save it as UTF-8 and declare that",
                "le fichier déclare le jeu de caractères " + Excerpt.of(declared) + ", mais " + but.french()
                        + " : enregistrez-le en UTF-8 et déclarez-le ainsi")));
    }

    private static boolean starts(byte[] head, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }
}
