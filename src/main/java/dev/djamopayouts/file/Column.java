package dev.djamopayouts.file;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Words;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The columns we look for and every name they go by, in French and English. Names are compared without case, accents
 * and anything that is no letter or digit. Names that are as often something else (id, name, note, number, total) are
 * left out on purpose: such a column is kept and given back, and read as nothing.
 */
public enum Column {
    REFERENCE("reference", new Words("reference", "référence"), "reference", false,
            "reference ref referenceid refid paymentreference paymentref payoutreference transferreference "
            + "transactionreference transactionref externalreference merchantreference endtoendid "
            + "referencepaiement referencedupaiement referencedepaiement refpaiement referencevirement "
            + "referenceduvirement referencetransfert referencedutransfert referencetransaction "
            + "referencedelatransaction numeroreference numerodereference nreference ndereference noreference"),
    MSISDN("msisdn", new Words("msisdn", "numéro de téléphone"), "telephone", true,
            "msisdn phone phones phonenumber phoneno tel telephone telephonenumber mobile mobilenumber mobileno "
            + "mobilephone mobilephonenumber cell cellphone cellphonenumber gsm "
            + "numero numerotelephone numerodetelephone numerotel numerodetel numtel numtelephone notel notelephone ntel "
            + "ntelephone ndetel ndetelephone numeromobile numerodemobile numerogsm telmobile telephonemobile portable "
            + "telephoneportable numeroportable numerodeportable beneficiaryphone beneficiaryphonenumber "
            + "beneficiarymsisdn recipientphone recipientphonenumber recipientmsisdn receivermsisdn receiverphone "
            + "customerphone customermsisdn numerobeneficiaire numerodubeneficiaire telephonebeneficiaire "
            + "telephonedubeneficiaire telbeneficiaire msisdnbeneficiaire numerodestinataire numerodudestinataire "
            + "telephonedestinataire telephonedudestinataire numeroclient telephoneclient"),
    AMOUNT("amount", new Words("amount", "montant"), "montant", true,
            "amount amountxof amountfcfa amountcfa amountinxof amountinfcfa xofamount paymentamount payoutamount "
            + "transferamount transactionamount amounttopay "
            + "montant montantxof montantfcfa montantcfa montantenxof montantenfcfa montantencfa montantenfrancs "
            + "montantenfrancscfa montantapayer montantaverser montantpaiement montantdupaiement montantvirement "
            + "montantduvirement montanttransfert montantdutransfert montanttransaction montantdelatransaction "
            + "montantnet netapayer somme sommeapayer"),
    DESCRIPTION("description", new Words("description", "motif"), "motif", false,
            "description label narration narrative reason purpose memo motif libelle objet intitule "
            + "paymentdescription paymentreason paymentpurpose transferdescription transferreason "
            + "motifpaiement motifdupaiement motifdepaiement motifvirement motifduvirement motiftransfert "
            + "motifdutransfert libellepaiement libelledupaiement libellevirement libelleduvirement objetpaiement "
            + "objetdupaiement descriptionpaiement descriptiondupaiement");

    private static final Map<String, Column> BY_NAME = Stream.of(values())
            .flatMap(column -> column.names.stream().map(name -> Map.entry(name, column)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String field;
    private final Words words;
    private final String frenchName;
    private final boolean required;
    private final Set<String> names;

    Column(String field, Words words, String frenchName, boolean required, String names) {
        this.field = field;
        this.words = words;
        this.frenchName = frenchName;
        this.required = required;
        this.names = Set.of(names.split(" "));
    }

    /** The name of the field in our own words: the one answers and messages use. */
    String field() {
        return field;
    }

    /** What it holds, for people. */
    Words words() {
        return words;
    }

    /** What a header may call it in that language. */
    String nameIn(Language language) {
        return switch (language) {
            case ENGLISH -> field;
            case FRENCH -> frenchName;
        };
    }

    /** Every name it goes by, as they are compared. */
    Set<String> names() {
        return names;
    }

    /** Whether no payout can be read without it. */
    boolean isRequired() {
        return required;
    }

    /** Which column a header cell names, or null for one that is only kept and given back. */
    static Column named(String header) {
        return BY_NAME.get(compared(header));
    }

    /** A name as names are compared: without case, accents and anything that is no letter or digit. */
    static String compared(String text) {
        StringBuilder name = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFD).toLowerCase(Locale.ROOT).codePoints()
                .filter(Character::isLetterOrDigit).forEach(name::appendCodePoint);
        return name.toString();
    }
}
