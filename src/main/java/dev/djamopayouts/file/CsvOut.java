package dev.djamopayouts.file;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A CSV being written in the form of the input: its separator, line ending, charset and byte order mark. */
final class CsvOut implements AutoCloseable {

    private final FileChannel channel;
    private final CsvWriter writer;
    private final Transliteration transliteration;

    CsvOut(Path target, CsvForm form) throws IOException {
        // A half-written report of a process that was killed is written again from the start.
        channel = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        Writer text = new OutputStreamWriter(Channels.newOutputStream(channel), form.charset());
        transliteration = new Transliteration(form.charset());
        if (form.bom()) {
            text.write('\uFEFF');
        }
        writer = CsvWriter.builder().fieldSeparator(form.separator()).quoteCharacter('"')
                .lineDelimiter(LineDelimiter.of(form.lineEnding())).build(text);
    }

    /** A text as the file's charset can write it. */
    String writable(String text) {
        return transliteration.of(text);
    }

    /** Writes a row; {@link java.io.UncheckedIOException} where the disk does not take it. */
    void write(List<String> cells) {
        writer.writeRecord(cells.stream().map(this::writable).toList());
    }

    /** Everything is on the disk after it, so that the rename that follows never shows half a report. */
    @Override
    public void close() throws IOException {
        try (channel) {
            writer.flush();
            channel.force(true);
        }
    }
}
