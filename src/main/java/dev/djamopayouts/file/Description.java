package dev.djamopayouts.file;

/** What the beneficiary reads: one line, bounded. The cell itself is kept as it is. */
final class Description {

    /** Longer ones are cut: no page of Djamo's names a bound, and a text message's worth is enough. */
    static final int MOST_CHARS = 255;

    private Description() {
    }

    static String of(String cell) {
        String text = Blanks.strip(hasControls(cell) ? withoutControls(cell) : cell);
        if (text.length() <= MOST_CHARS) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(MOST_CHARS - 1));
        return Blanks.strip(text.substring(0, splitsPair ? MOST_CHARS - 1 : MOST_CHARS));
    }

    private static boolean hasControls(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (isControl(cell.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** A run of control characters becomes one space, so that words of two lines stay two words. */
    private static String withoutControls(String cell) {
        StringBuilder text = new StringBuilder(cell.length());
        boolean inRun = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (!isControl(c)) {
                text.append(c);
            } else if (!inRun) {
                text.append(' ');
            }
            inRun = isControl(c);
        }
        return text.toString();
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
