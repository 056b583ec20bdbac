package dev.djamopayouts.file;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.djamopayouts.payout.Msisdn;

/**
 * Reads a mobile number of Côte d'Ivoire or Sénégal as people write it. libphonenumber judges; it is kept from what it
 * would guess at (letters on a keypad, an extension, the digits of another script), because a number guessed wrong is a
 * stranger paid. The plain forms, which is nearly all there is in a file, are read without it, to the same result.
 */
final class MsisdnCell {

    /** More digits than any number has with an international prefix before it. */
    private static final int MOST_DIGITS = 16;

    private final String defaultRegion;
    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();

    MsisdnCell(String defaultRegion) {
        this.defaultRegion = defaultRegion;
    }

    /** The number, or null where the cell is refused: {@link MsisdnFault} says why. */
    Msisdn read(String cell) {
        String e164 = plain(cell);
        if (e164 == null) {
            e164 = judged(cell);
        }
        return e164 == null ? null : new Msisdn(e164);
    }

    /** E.164 of a cell of digits and spaces, a plus before them or not; null for everything that needs the judge. */
    String plain(String cell) {
        char[] digits = new char[MOST_DIGITS];
        int count = 0;
        boolean plus = false;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9' && count < MOST_DIGITS) {
                digits[count++] = c;
            } else if (c == '+' && count == 0 && !plus) {
                plus = true;
            } else if (!Blanks.isSpace(c)) {
                return null;
            }
        }
        return plain(new String(digits, 0, count), plus);
    }

    private String plain(String digits, boolean plus) {
        if (plus) {
            return isPlainMobile(digits) ? "+" + digits : null;
        }
        if (digits.startsWith("00")) {
            return isPlainMobile(digits.substring(2)) ? "+" + digits.substring(2) : null;
        }
        String whole = isInternational(digits) ? digits : (defaultRegion.equals("CI") ? "225" : "221") + digits;
        return isPlainMobile(whole) ? "+" + whole : null;
    }

    /** Country code and mobile number in ranges that libphonenumber knows to be mobile throughout. */
    private static boolean isPlainMobile(String digits) {
        if (digits.length() == 13 && digits.startsWith("2250")) {
            return "157".indexOf(digits.charAt(4)) >= 0;
        }
        return digits.length() == 12 && digits.startsWith("2217") && "05678".indexOf(digits.charAt(4)) >= 0;
    }

    /** Whether digits without a plus can only be a country code and a number: no national one is that long. */
    private static boolean isInternational(String digits) {
        return digits.length() == 13 && digits.startsWith("225") || digits.length() == 12 && digits.startsWith("221");
    }

    /** E.164 as libphonenumber reads the cell; null where the number is not valid, not mobile or not of here. */
    String judged(String cell) {
        String text = Blanks.strip(cell);
        if (!hasOnlyNumberCharacters(text) || isDecimal(text)) {
            return null;
        }
        String digits = PhoneNumberUtil.normalizeDigitsOnly(text);
        boolean bare = text.indexOf('+') < 0 && isInternational(digits);
        try {
            PhoneNumber number = phones.parse(bare ? "+" + digits : text, defaultRegion);
            return isMobileHere(number) ? phones.format(number, PhoneNumberFormat.E164) : null;
        } catch (NumberParseException e) {
            // Not a number at all: the caller refuses the row, and MsisdnFault tells people what is wrong with it.
            return null;
        }
    }

    /** {@code 7712345.00}: a spreadsheet's decimals would count as digits of the number. */
    static boolean isDecimal(String text) {
        int point = text.indexOf('.');
        return point >= 0 && text.chars().filter(c -> c < '0' || c > '9').count() == (text.startsWith("+") ? 2 : 1);
    }

    private boolean isMobileHere(PhoneNumber number) {
        String region = switch (number.getCountryCode()) {
            case 225 -> "CI";
            case 221 -> "SN";
            default -> "";
        };
        return phones.isValidNumberForRegion(number, region) && phones.getNumberType(number) == PhoneNumberType.MOBILE;
    }

    /** Digits, one plus before them, and the marks people put between them. No slash: it parts two numbers. */
    static boolean hasOnlyNumberCharacters(String text) {
        boolean digitSeen = false;
        boolean plusSeen = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '+') {
                if (plusSeen || digitSeen) {
                    return false;
                }
                plusSeen = true;
            } else if (c >= '0' && c <= '9') {
                digitSeen = true;
            } else if (!Blanks.isSpace(c) && ".-()".indexOf(c) < 0) {
                return false;
            }
        }
        return digitSeen;
    }
}
