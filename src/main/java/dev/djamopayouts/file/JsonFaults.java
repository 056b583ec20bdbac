package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/** Says in our words what is wrong with JSON: the parser's own quote the file, phone numbers included. */
final class JsonFaults {

    private JsonFaults() {
    }

    /** The refusal of the file, or null where the failure says nothing about its content. */
    static FileRefused of(IOException failure, long lineNo, String place) {
        if (!(failure instanceof JsonProcessingException fault)) {
            return null;
        }
        return new FileRefused(Problem.inRow(lineNo, "at " + place + column(fault) + " " + what(fault)));
    }

    private static String column(JsonProcessingException fault) {
        return fault.getLocation() == null ? "" : ", column " + fault.getLocation().getColumnNr();
    }

    private static String what(JsonProcessingException fault) {
        if (fault instanceof JsonEOFException) {
            return "the JSON ends in the middle: the upload was cut short, or an object does not end on its line; write JSON Lines"
                    + " with one object on each line, or one array of objects, and drop the whole file again";
        }
        if (fault instanceof StreamConstraintsException) {
            return "the JSON is nested too deeply, or a name, a number or a text in it is too long: simplify it";
        }
        if (String.valueOf(fault.getOriginalMessage()).startsWith("Duplicate field")) {
            return "an object has the same name twice, and nobody can say which one counts: remove one of them";
        }
        return "the file is not JSON: mend what stands there, and check quotes, commas and brackets";
    }
}
