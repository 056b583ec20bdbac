package dev.djamopayouts.file;

import dev.djamopayouts.file.RawRow.Field;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a payment of a pain.001 goes to: the mobile number, from wherever in the message it is. An account that is no
 * mobile number is never replaced by a telephone number that the message happens to have too.
 */
final class PainCreditor {

    /** What banks and payment schemes call a mobile number, compared without anything that is no letter. */
    private static final Set<String> NUMBER_SCHEMES = Set.of("MSISDN", "TEL", "TELE", "TELI", "PHONE", "PHON", "PHONENUMBER",
            "TELEPHONE", "MOBILE", "MOBI", "MOB", "MOBN", "MBNO", "MOBILENUMBER", "MOBILENO", "MOBILEMONEY", "MOMO", "WALLET", "WLLT", "GSM");

    private static final Pattern NO_LETTERS = Pattern.compile("[^A-Z]+");

    private record Place(String name, String text) {
    }

    private final XmlElement payment;
    private final MsisdnCell numbers;
    private final List<Place> places = new ArrayList<>(3);
    private Words otherAccount;

    PainCreditor(XmlElement payment, String defaultRegion) {
        this.payment = payment;
        numbers = new MsisdnCell(defaultRegion);
        accounts();
        if (places.isEmpty() && otherAccount == null) {
            contacts();
        }
    }

    /** Those that say they are a number first, then an account that does not say what it is. */
    private void accounts() {
        XmlElement iban = payment.only("CdtrAcct", "Id", "IBAN");
        XmlElement other = payment.only("CdtrAcct", "Id", "Othr");
        String scheme = other == null ? null : scheme(other, "SchmeNm");
        if (other != null && isNumber(scheme)) {
            add("CdtrAcct/Id/Othr/Id", other.textOf("Id"));
        }
        XmlElement proxy = payment.only("CdtrAcct", "Prxy");
        if (proxy != null && isNumber(scheme(proxy, "Tp"))) {
            add("CdtrAcct/Prxy/Id", proxy.textOf("Id"));
        }
        for (XmlElement id : payment.all("Cdtr", "Id", "PrvtId", "Othr")) {
            if (isNumber(scheme(id, "SchmeNm"))) {
                add("Cdtr/Id/PrvtId/Othr/Id", id.textOf("Id"));
            }
        }
        if (other != null && scheme == null) {
            add("CdtrAcct/Id/Othr/Id", other.textOf("Id"));
        } else if (other != null && !isNumber(scheme)) {
            otherAccount = new Words("an account of the kind " + Excerpt.of(scheme), "un compte du genre " + Excerpt.of(scheme));
        }
        if (iban != null) {
            otherAccount = new Words("an IBAN", "un IBAN");
        }
    }

    private void contacts() {
        add("Cdtr/CtctDtls/MobNb", payment.textOf("Cdtr", "CtctDtls", "MobNb"));
        add("Cdtr/CtctDtls/PhneNb", payment.textOf("Cdtr", "CtctDtls", "PhneNb"));
    }

    private void add(String name, String text) {
        if (text != null && !text.isEmpty()) {
            places.add(new Place(name, text));
        }
    }

    private static String scheme(XmlElement element, String name) {
        String code = element.textOf(name, "Cd");
        return code == null ? element.textOf(name, "Prtry") : code;
    }

    private static boolean isNumber(String scheme) {
        return scheme != null && NUMBER_SCHEMES.contains(NO_LETTERS.matcher(scheme.toUpperCase(Locale.ROOT)).replaceAll(""));
    }

    /** The mobile number: the first that there is, and refused where another one contradicts it. */
    Field number() {
        if (places.isEmpty()) {
            return new Field("", otherAccount == null
                    ? new Words("the payment names no mobile number: write it into CdtrAcct/Id/Othr/Id, like +2250700000000",
                            "le paiement n'indique aucun numéro mobile : écrivez-le dans CdtrAcct/Id/Othr/Id, comme +2250700000000")
                    : new Words("the payment goes to ", "le paiement va à ").then(otherAccount).then(
                            ", and Djamo pays to mobile numbers only: write the number into CdtrAcct/Id/Othr/Id, like +2250700000000",
                            ", et Djamo ne paie que sur des numéros mobiles : écrivez le numéro dans CdtrAcct/Id/Othr/Id, comme +2250700000000"));
        }
        Place first = places.get(0);
        Msisdn chosen = numbers.read(first.text());
        for (Place other : places) {
            Msisdn number = numbers.read(other.text());
            if (chosen != null && number != null && !number.equals(chosen)) {
                return new Field("", new Words("the payment names two mobile numbers, " + chosen.masked() + " in " + first.name() + " and "
                        + number.masked() + " in " + other.name() + ": leave the one to pay to",
                        "le paiement indique deux numéros mobiles, " + chosen.masked() + " dans " + first.name() + " et "
                        + number.masked() + " dans " + other.name() + " : laissez celui à payer"));
            }
        }
        return Field.of(first.text());
    }

    /** The account as people read it in the result. */
    String account() {
        String iban = payment.textOf("CdtrAcct", "Id", "IBAN");
        return !places.isEmpty() ? places.get(0).text() : iban != null ? iban : "";
    }
}
