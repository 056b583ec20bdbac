package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.util.regex.Pattern;

/** Says what is wrong with a number that was refused, and what to write instead; the number itself is masked. */
final class MsisdnFault {

    private static final Pattern EXPONENT = Pattern.compile("[+-]?[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+");
    private static final Pattern EXTENSION = Pattern.compile("(?i).*[0-9)].*?(#|;|,|~|\\b(e?xt|poste|p)|x).*");
    private static final Words FORM = new Words(": write 10 digits from 01, 05 or 07 for Côte d'Ivoire (+225), "
            + "9 digits from 7 with +221 for Sénégal, in a column formatted as text",
            " : écrivez 10 chiffres commençant par 01, 05 ou 07 pour la Côte d'Ivoire (+225), "
            + "9 chiffres commençant par 7, précédés de +221, pour le Sénégal, dans une colonne au format texte");

    private MsisdnFault() {
    }

    static Words of(String cell, String defaultRegion) {
        String text = Blanks.strip(cell);
        if (text.isEmpty()) {
            return new Words("the number is missing", "le numéro manque").then(FORM);
        }
        String excerpt = Excerpt.of(text);
        return new Words("the number " + excerpt + " ", "le numéro " + excerpt + " ").then(kind(text, defaultRegion)).then(FORM);
    }

    private static Words kind(String text, String defaultRegion) {
        if (EXPONENT.matcher(text).matches()) {
            return new Words("was turned into scientific notation by a spreadsheet and its last digits are lost",
                    "a été mis en notation scientifique par un tableur et ses derniers chiffres sont perdus");
        }
        if (MsisdnCell.hasOnlyNumberCharacters(text) && MsisdnCell.isDecimal(text)) {
            return new Words("reads as a decimal number, as spreadsheets make of it",
                    "se lit comme un nombre décimal, ce qu'en font les tableurs");
        }
        if (EXTENSION.matcher(text).matches()) {
            return new Words("has an extension, or more than one number in it", "a un poste, ou contient plus d'un numéro");
        }
        if (text.codePoints().anyMatch(Character::isLetter)) {
            return new Words("has letters in it", "contient des lettres");
        }
        if (!MsisdnCell.hasOnlyNumberCharacters(text)) {
            return new Words("has characters that no number has, or more than one number in it",
                    "a des caractères qu'aucun numéro n'a, ou contient plus d'un numéro");
        }
        return digitsKind(text, defaultRegion);
    }

    private static Words digitsKind(String text, String defaultRegion) {
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
            return new Words("is of another country: only Côte d'Ivoire and Sénégal are paid",
                    "est d'un autre pays : seuls la Côte d'Ivoire et le Sénégal sont payés");
        }
        return defaultRegion.equals("CI") ? ivorian(whole) : senegalese(whole);
    }

    private static Words ivorian(String national) {
        return switch (national.length()) {
            case 8 -> new Words("is an old number of 8 digits, as before 31 January 2021",
                    "est un ancien numéro de 8 chiffres, d'avant le 31 janvier 2021");
            case 9 -> new Words("has 9 digits and has probably lost its leading zero to a spreadsheet",
                    "a 9 chiffres et a sans doute perdu son zéro initial dans un tableur");
            case 10 -> new Words("is not a mobile number of Côte d'Ivoire", "n'est pas un numéro mobile de Côte d'Ivoire");
            default -> new Words("has " + national.length() + " digits where a number of Côte d'Ivoire has 10",
                    "a " + national.length() + " chiffres alors qu'un numéro de Côte d'Ivoire en a 10");
        };
    }

    private static Words senegalese(String national) {
        return national.length() == 9 ? new Words("is not a mobile number of Sénégal", "n'est pas un numéro mobile du Sénégal")
                : new Words("has " + national.length() + " digits where a number of Sénégal has 9",
                        "a " + national.length() + " chiffres alors qu'un numéro du Sénégal en a 9");
    }
}
