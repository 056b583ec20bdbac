package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.Reader;

/** The objects of one array. They are counted: an array may as well stand on one line. */
final class JsonArray implements JsonObjects {

    private final JsonParser parser;
    private long item;

    JsonArray(Reader text, JsonFactory factory) throws IOException {
        parser = factory.createParser(text);
    }

    @Override
    public JsonParser next() throws IOException {
        if (item == 0) {
            parser.nextToken();
        }
        item++;
        JsonToken token = parser.nextToken();
        if (token == JsonToken.START_OBJECT) {
            return parser;
        }
        if (token != JsonToken.END_ARRAY) {
            throw new FileRefused(Problem.inRow(item, new Words("item " + item + " of the array is no object: write each payout as one, like"
                    + JsonLines.EXAMPLE, "l'élément " + item + " du tableau n'est pas un objet : écrivez chaque paiement comme"
                    + JsonLines.EXAMPLE)));
        }
        if (parser.nextToken() != null) {
            throw new FileRefused(Problem.inFile(new Words("more follows the array of payouts: put all of them into one array",
                    "il y a une suite après le tableau des paiements : mettez-les tous dans un seul tableau")));
        }
        return null;
    }

    @Override
    public long lineNo() {
        return item;
    }

    @Override
    public Words place() {
        int line = parser.currentLocation().getLineNr();
        return new Words("item " + item + " (line " + line + " of the file)", "l'élément " + item + " (ligne " + line + " du fichier)");
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
