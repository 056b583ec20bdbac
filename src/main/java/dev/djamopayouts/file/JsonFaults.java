package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.djamopayouts.payout.Words;
import java.io.IOException;

/** Says in our words what is wrong with JSON: the parser's own quote the file, phone numbers included. */
final class JsonFaults {

    private JsonFaults() {
    }

    /** The refusal of the file, or null where the failure says nothing about its content. */
    static FileRefused of(IOException failure, long lineNo, Words place) {
        if (!(failure instanceof JsonProcessingException fault)) {
            return null;
        }
        return new FileRefused(Problem.inRow(lineNo,
                new Words("at " + place.english() + column(fault, ", column ") + " ", "à " + place.french() + column(fault, ", colonne ") + ", ")
                        .then(what(fault))));
    }

    private static String column(JsonProcessingException fault, String name) {
        return fault.getLocation() == null ? "" : name + fault.getLocation().getColumnNr();
    }

    private static Words what(JsonProcessingException fault) {
        if (fault instanceof JsonEOFException) {
            return new Words("the JSON ends in the middle: the upload was cut short, or an object does not end on its line; write JSON"
                    + " Lines with one object on each line, or one array of objects, and drop the whole file again",
                    "le JSON s'arrête au milieu : l'envoi a été coupé, ou un objet ne finit pas sur sa ligne ; écrivez du JSON Lines"
                    + " avec un objet par ligne, ou un seul tableau d'objets, et déposez de nouveau tout le fichier");
        }
        if (fault instanceof StreamConstraintsException) {
            return new Words("the JSON is nested too deeply, or a name, a number or a text in it is too long: simplify it",
                    "le JSON est trop imbriqué, ou un nom, un nombre ou un texte y est trop long : simplifiez-le");
        }
        if (String.valueOf(fault.getOriginalMessage()).startsWith("Duplicate field")) {
            return new Words("an object has the same name twice, and nobody can say which one counts: remove one of them",
                    "un objet a deux fois le même nom, et personne ne peut dire lequel compte : retirez-en un");
        }
        return new Words("the file is not JSON: mend what stands there, and check quotes, commas and brackets",
                "le fichier n'est pas du JSON : corrigez ce qui s'y trouve, et vérifiez guillemets, virgules et crochets");
    }
}
