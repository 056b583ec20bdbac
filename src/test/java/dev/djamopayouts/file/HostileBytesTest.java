package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.djamopayouts.payout.PayoutState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever bytes are dropped, they are read or refused; nothing else ever comes of them. */
class HostileBytesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROW = "{\"reference\":\"SAL-1\",\"msisdn\":\"0707129876\",\"amount\":50000,\"x\":{\"y\":[1.5,null,\"\\u00e9\"]}}";
    private static final List<byte[]> SEEDS = seeds();

    @Property(tries = 1_500, edgeCases = EdgeCasesMode.NONE)
    void a_mangled_file_is_read_or_refused(@ForAll("mangled") byte[] content) {
        try {
            Drop.Read read = Drop.read(content, Drop.RULES);
            assertThat(FileForm.parse(read.form().text())).isEqualTo(read.form());
            assertThat(read.rows().stream().map(PayoutRow::lineNo).distinct().count()).isEqualTo(read.rows().size());
        } catch (FileRefused e) {
            assertThat(e.problems()).isNotEmpty();
            assertThat(e.getCause()).as("a fault of ours").isNull();
            assertThat(e.getMessage()).doesNotContain("0707129876");
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void any_json_comes_back_value_for_value(@ForAll("rows") List<Map<String, Object>> rows, @ForAll boolean lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map<String, Object> row : rows) {
            text.append(lines ? "" : text.isEmpty() ? "[" : ",").append(JSON.writeValueAsString(row)).append(lines ? "\n" : "");
        }
        Drop.Read read = Drop.read(text.append(lines ? "" : "]").toString());
        List<JsonNode> back = new ArrayList<>();
        Path path = Files.createTempFile("failures", ".json");
        try {
            try (Report report = FileForm.parse(read.form().text()).failures(path)) {
                read.rows().forEach(row -> report.add(new ResultRow(row.lineNo(), RowCells.decode(RowCells.encode(row.cells())), null, null,
                        null, PayoutState.FAILED, null, null, null, null, null, 0)));
            }
            if (lines) {
                for (String line : Files.readString(path).split("\n")) {
                    back.add(JSON.readTree(line));
                }
            } else {
                JSON.readTree(path.toFile()).forEach(back::add);
            }
        } finally {
            Files.delete(path);
        }
        assertThat(back).isEqualTo(rows.stream().map(row -> tree(row)).toList());
    }

    private static JsonNode tree(Object value) {
        try {
            return JSON.readTree(JSON.writeValueAsString(value));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> rows() {
        Arbitrary<Object> leaf = Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(8).map(text -> (Object) text),
                Arbitraries.longs().map(number -> (Object) number), Arbitraries.bigDecimals().between(new BigDecimal("-1e30"), new BigDecimal("1e30")).map(number -> (Object) number),
                Arbitraries.of(true, false).map(flag -> (Object) flag), Arbitraries.just((Object) null));
        Arbitrary<Object> value = Arbitraries.frequencyOf(Tuple.of(5, leaf), Tuple.of(1, leaf.list().ofMaxSize(3).map(list -> (Object) list)));
        Arbitrary<String> names = Arbitraries.of("nom", "é t é", "", "=x", "payout_result", "\"", "a\tb");
        return Arbitraries.maps(names, value).ofMaxSize(4).map(extra -> {
            Map<String, Object> row = new LinkedHashMap<>(extra);
            row.put("msisdn", "0707129876");
            row.put("amount", 5000);
            return row;
        }).list().ofMinSize(1).ofMaxSize(4);
    }

    /** A good file of any form, with bytes changed, cut out, put in or cut off. */
    @Provide
    Arbitrary<byte[]> mangled() {
        Arbitrary<byte[]> edits = Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(12);
        return Arbitraries.of(SEEDS).flatMap(seed -> edits.map(edit -> mangle(seed, edit)));
    }

    private static byte[] mangle(byte[] seed, byte[] edits) {
        byte[] marks = "[]{}\",:\\'\n\r0e.-u\u0000<".getBytes(StandardCharsets.UTF_8);
        byte[] content = seed.clone();
        for (int i = 0; i + 2 < edits.length; i += 3) {
            int at = Math.floorMod(edits[i] * 31 + edits[i + 1], content.length);
            switch (edits[i + 2] & 3) {
                case 0 -> content[at] = edits[i];
                case 1 -> content[at] = marks[(edits[i] & 0xFF) % marks.length];
                case 2 -> content = at == 0 ? content : Arrays.copyOf(content, at);
                default -> content = joined(content, Arrays.copyOfRange(seed, at % seed.length, seed.length));
            }
        }
        return content;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (String text : List.of("reference,msisdn,amount\nR1,0707129876,5000\n\"R\"\"2\",0707129877,5000\n", "[" + ROW + "," + ROW + "]",
                ROW + "\n" + ROW + "\n")) {
            byte[] plain = text.getBytes(StandardCharsets.UTF_8);
            try (ByteArrayOutputStream gzipped = new ByteArrayOutputStream(); ByteArrayOutputStream zipped = new ByteArrayOutputStream()) {
                try (GZIPOutputStream gzip = new GZIPOutputStream(gzipped); ZipOutputStream zip = new ZipOutputStream(zipped)) {
                    gzip.write(plain);
                    zip.putNextEntry(new ZipEntry("a"));
                    zip.write(plain);
                }
                seeds.addAll(List.of(plain, gzipped.toByteArray(), zipped.toByteArray()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return seeds;
    }
}
