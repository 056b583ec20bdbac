package dev.djamopayouts.file;

import java.util.regex.Pattern;

/** Says what is wrong with a number that was refused, and what to write instead; the number itself is masked. */
final class MsisdnFault {

    private static final Pattern EXPONENT = Pattern.compile("[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+");
    private static final Pattern EXTENSION = Pattern.compile("(?i).*[0-9)].*?(#|;|,|~|\\b(e?xt|poste|p)|x).*");
    private static final String FORM = "write 10 digits from 01, 05 or 07 for Côte d'Ivoire (+225), "
            + "9 digits from 7 with +221 for Sénégal, in a column formatted as text";

    private MsisdnFault() {
    }

    static String of(String cell, String defaultRegion) {
        String text = Blanks.strip(cell);
        if (text.isEmpty()) {
            return "the number is missing: " + FORM;
        }
        return "the number " + Excerpt.of(text) + " " + kind(text, defaultRegion) + ": " + FORM;
    }

    private static String kind(String text, String defaultRegion) {
        if (EXPONENT.matcher(text).matches()) {
            return "was turned into scientific notation by a spreadsheet and its last digits are lost";
        }
        if (MsisdnCell.hasOnlyNumberCharacters(text) && MsisdnCell.isDecimal(text)) {
            return "reads as a decimal number, as spreadsheets make of it";
        }
        if (EXTENSION.matcher(text).matches()) {
            return "has an extension, or more than one number in it";
        }
        if (text.codePoints().anyMatch(Character::isLetter)) {
            return "has letters in it";
        }
        if (!MsisdnCell.hasOnlyNumberCharacters(text)) {
            return "has characters that no number has, or more than one number in it";
        }
        return digitsKind(text, defaultRegion);
    }

    private static String digitsKind(String text, String defaultRegion) {
        String digits = text.replaceAll("[^0-9]", "");
        boolean international = text.indexOf('+') >= 0 || digits.startsWith("00");
        String whole = digits.startsWith("00") ? digits.substring(2) : digits;
        if (whole.startsWith("225") && (international || whole.length() >= 11)) {
            return ivorian(whole.substring(3));
        }
        if (whole.startsWith("221") && (international || whole.length() >= 11)) {
            return senegalese(whole.substring(3));
        }
        if (international) {
            return "is of another country: only Côte d'Ivoire and Sénégal are paid";
        }
        return defaultRegion.equals("CI") ? ivorian(whole) : senegalese(whole);
    }

    private static String ivorian(String national) {
        return switch (national.length()) {
            case 8 -> "is an old number of 8 digits, as before 31 January 2021";
            case 9 -> "has 9 digits and has probably lost its leading zero to a spreadsheet";
            case 10 -> "is not a mobile number of Côte d'Ivoire";
            default -> "has " + national.length() + " digits where a number of Côte d'Ivoire has 10";
        };
    }

    private static String senegalese(String national) {
        return national.length() == 9 ? "is not a mobile number of Sénégal"
                : "has " + national.length() + " digits where a number of Sénégal has 9";
    }
}
