package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.djamopayouts.file.JsonForm.Layout;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Writes a report in the form of a JSON input: the rows' own members with the values they came with, one row on each line
 * of the file, in an array or not as the input has it. A result has ours in one further member, so that no name clashes.
 */
final class JsonReport implements Report {

    /** The member that holds what became of a row. */
    static final String OURS = "payout_result";

    private final FileChannel channel;
    private final JsonGenerator out;
    private final JsonForm form;
    private final String ours;
    private boolean first = true;

    private JsonReport(Path target, JsonForm form, String ours) throws IOException {
        // A half-written report of a process that was killed is written again from the start.
        channel = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING);
        out = JsonText.factory(Integer.MAX_VALUE).createGenerator(Channels.newOutputStream(channel), JsonEncoding.UTF8);
        out.setRootValueSeparator(null);
        this.form = form;
        this.ours = ours;
    }

    /** All rows with what became of them. */
    static JsonReport result(Path target, JsonForm form) throws IOException {
        String name = OURS;
        for (int i = 2; form.header().contains(name); i++) {
            // The file is a result that was dropped again: what became of the rows then is theirs now.
            name = OURS + "_" + i;
        }
        return new JsonReport(target, form, name);
    }

    /** Rows that were not paid, as they came. */
    static JsonReport failures(Path target, JsonForm form) throws IOException {
        return new JsonReport(target, form, null);
    }

    @Override
    public void add(ResultRow row) {
        try {
            begin();
            out.writeStartObject();
            own(row.cells());
            if (ours != null) {
                out.writeObjectFieldStart(ours);
                result(row);
                out.writeEndObject();
            }
            out.writeEndObject();
            if (form.layout() == Layout.LINES) {
                out.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() throws IOException {
        if (form.layout() == Layout.ARRAY) {
            out.writeRaw(first ? "[\n" : ",\n");
        }
        first = false;
    }

    private void own(List<String> cells) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (!cells.get(i).isEmpty()) {
                out.writeFieldName(form.header().get(i));
                out.writeRawValue(cells.get(i));
            }
        }
    }

    private void result(ResultRow row) throws IOException {
        out.writeNumberField("line_no", row.lineNo());
        text("payout_id", row.payoutId());
        text("djamo_reference", row.djamoReference());
        text("djamo_id", row.djamoId());
        text("status", row.status().name());
        text("iso_status", row.status().isoStatus());
        text("reason_code", row.reason() == null ? null : row.reason().code().name());
        text("reason_text", row.reasonText());
        francs("fee", row.fee());
        francs("total", row.total());
        text("submitted_at", row.submittedAt());
        text("final_at", row.finalAt());
        out.writeNumberField("attempts", row.attempts());
    }

    private void text(String name, Object value) throws IOException {
        out.writeStringField(name, value == null ? null : value.toString());
    }

    private void francs(String name, Xof value) throws IOException {
        if (value == null) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, value.francs());
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            if (form.layout() == Layout.ARRAY) {
                out.writeRaw(first ? "[\n]\n" : "\n]\n");
            }
            out.close();
            channel.force(true);
        }
    }
}
