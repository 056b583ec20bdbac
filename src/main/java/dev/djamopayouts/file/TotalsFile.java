package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads {@code NAME.totals.json}, the control totals of the payout file NAME that come in a file of their own:
 * {@code {"rows": 3, "amount": 150000}}, and where the sender likes {@code "currency": "XOF"} and {@code "sha256"} of NAME.
 * Other members are the sender's own and not looked at.
 */
public final class TotalsFile {

    /** What the name of such a file ends in, in any case. */
    public static final String SUFFIX = ".totals.json";
    /** More than anybody writes around two numbers. */
    public static final int MOST_BYTES = 65_536;

    private static final String EXAMPLE = "{\"rows\": 3, \"amount\": 150000}";

    private Long rows;
    private Long amount;
    private String sha256;

    private TotalsFile() {
    }

    /** Whether a file of this name is the control totals of another. */
    public static boolean isOne(String name) {
        return name.length() > SUFFIX.length() && name.toLowerCase(Locale.ROOT).endsWith(SUFFIX);
    }

    /** The name of the payout file that the totals are of. */
    public static String payoutName(String name) {
        return name.substring(0, name.length() - SUFFIX.length());
    }

    /** What it says; {@link FileRefused} where that is not clear beyond doubt. */
    public static ControlTotals read(byte[] content) {
        if (content.length > MOST_BYTES) {
            throw tooLong(content.length);
        }
        TotalsFile file = new TotalsFile();
        try (JsonParser parser = JsonText.factory(MOST_BYTES).createParser(text(content))) {
            file.read(parser);
        } catch (JsonProcessingException e) {
            throw refused(String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
                    ? new Words("the control totals have the same name twice, and nobody can say which one counts: remove one of them",
                            "les totaux de contrôle ont deux fois le même nom, et nul ne peut dire lequel compte : enlevez l'un des deux")
                    : new Words("the control totals are not JSON that can be read: write " + EXAMPLE,
                            "les totaux de contrôle ne sont pas du JSON lisible : écrivez " + EXAMPLE));
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory can always be read", e);
        }
        return file.totals();
    }

    /** Why a file of so many bytes is not read at all. */
    public static FileRefused tooLong(long bytes) {
        return refused(new Words("the control totals have " + bytes + " bytes, more than " + MOST_BYTES + ": write only " + EXAMPLE,
                "les totaux de contrôle ont " + bytes + " octets, plus de " + MOST_BYTES + " : écrivez seulement " + EXAMPLE));
    }

    private static String text(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused(new Words("the control totals are not UTF-8: write " + EXAMPLE + " in plain letters",
                    "les totaux de contrôle ne sont pas en UTF-8 : écrivez " + EXAMPLE + " en lettres simples"));
        }
    }

    private void read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refused(new Words("the control totals are no JSON object: write " + EXAMPLE,
                    "les totaux de contrôle ne sont pas un objet JSON : écrivez " + EXAMPLE));
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            member(name, parser);
        }
        if (parser.nextToken() != null) {
            throw refused(new Words("more follows the control totals: keep one object only, like " + EXAMPLE,
                    "quelque chose suit les totaux de contrôle : ne gardez qu'un objet, comme " + EXAMPLE));
        }
    }

    private void member(String name, JsonParser parser) throws IOException {
        switch (name) {
            case "rows" -> rows = number(name, parser);
            case "amount" -> amount = number(name, parser);
            case "sha256" -> sha256 = sha256(parser);
            case "currency" -> mustBeXof(parser);
            default -> parser.skipChildren();
        }
    }

    private static Long number(String name, JsonParser parser) throws IOException {
        long number = switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_STRING -> AmountCell.total(parser.getText());
            default -> AmountCell.UNREADABLE;
        };
        if (number == AmountCell.UNREADABLE) {
            throw refused(new Words("“" + name + "” of the control totals is no whole number: write both like " + EXAMPLE,
                    "« " + name + " » des totaux de contrôle n'est pas un nombre entier : écrivez les deux comme " + EXAMPLE));
        }
        return number;
    }

    private static String sha256(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText().strip().toLowerCase(Locale.ROOT) : "";
        if (!text.matches("[0-9a-f]{64}")) {
            throw refused(new Words("“sha256” of the control totals is no SHA-256: write its 64 hexadecimal digits, or leave it out",
                    "« sha256 » des totaux de contrôle n'est pas un SHA-256 : écrivez ses 64 chiffres hexadécimaux, ou enlevez-le"));
        }
        return text;
    }

    private static void mustBeXof(JsonParser parser) throws IOException {
        boolean xof = parser.currentToken() == JsonToken.VALUE_NULL
                || parser.currentToken() == JsonToken.VALUE_STRING && parser.getText().strip().equalsIgnoreCase("XOF");
        if (!xof) {
            throw refused(new Words("the control totals are not in XOF, which is the only currency paid here: write \"currency\": \"XOF\"",
                    "les totaux de contrôle ne sont pas en XOF, seule monnaie payée ici : écrivez \"currency\": \"XOF\""));
        }
    }

    private ControlTotals totals() {
        if (rows == null || amount == null) {
            throw refused(new Words("the control totals lack " + (rows == null ? "rows" : "amount") + ": write both, like " + EXAMPLE,
                    "« " + (rows == null ? "rows" : "amount") + " » manque aux totaux de contrôle : écrivez les deux, comme " + EXAMPLE));
        }
        return new ControlTotals(rows, new Xof(amount), sha256);
    }

    private static FileRefused refused(Words words) {
        return new FileRefused(Problem.inFile(words));
    }
}
