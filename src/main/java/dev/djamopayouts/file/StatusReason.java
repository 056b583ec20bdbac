package dev.djamopayouts.file;

import dev.djamopayouts.payout.ReasonCode;

/** Why something has its status, as a StsRsnInf of ISO 20022. */
final class StatusReason {

    /** AdditionalInformation is a Max105Text, as often as it takes. */
    private static final int MOST_CHARS = 105;
    /** More lines than any of our reasons has; Djamo's own words could be of any length. */
    private static final int MOST_LINES = 10;

    private StatusReason() {
    }

    /**
     * The element; nothing where there is nothing to say.
     *
     * @param code or null; all of ours are in the ISO 20022 external code set of status reasons
     * @param text or null
     */
    static String xml(ReasonCode code, String text) {
        if (code == null && (text == null || text.isBlank())) {
            return "";
        }
        StringBuilder xml = new StringBuilder("<StsRsnInf>");
        if (code != null) {
            xml.append("<Rsn><Cd>").append(code).append("</Cd></Rsn>");
        }
        if (text != null) {
            lines(xml, text.strip());
        }
        return xml.append("</StsRsnInf>").toString();
    }

    /** Breaks between words, where there are any. */
    private static void lines(StringBuilder xml, String text) {
        String left = text;
        for (int i = 0; i < MOST_LINES && !left.isEmpty(); i++) {
            int end = left.length();
            if (end > MOST_CHARS) {
                int space = left.lastIndexOf(' ', MOST_CHARS);
                end = space > 0 ? space : MOST_CHARS;
                end -= Character.isHighSurrogate(left.charAt(end - 1)) ? 1 : 0;
            }
            xml.append(XmlOut.element("AddtlInf", left.substring(0, end)));
            left = left.substring(end).strip();
        }
    }
}
