package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonParser;
import dev.djamopayouts.payout.Words;
import java.io.Closeable;
import java.io.IOException;

/** The objects of a file of JSON, one after the other. */
sealed interface JsonObjects extends Closeable permits JsonArray, JsonLines {

    /** A parser that stands at the beginning of the next object, which is to be read to its end; null after the last. */
    JsonParser next() throws IOException;

    /** The number of the object: its line, or in an array its place, 1 being the first. */
    long lineNo();

    /** Where that is, for people; they put it behind an “at” or an “à”. */
    Words place();
}
