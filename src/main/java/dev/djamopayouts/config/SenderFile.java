package dev.djamopayouts.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A profile as it is written: each key with its text and its line. A mapping in a mapping gives keys with a dot. Every
 * value is a text, whatever YAML would make of it: {@code no} is not false here, and {@code 010} is not eight.
 */
final class SenderFile {

    /** One value, or several where the file has a list; the line of the key, from 1. */
    record Entry(List<String> values, boolean isList, int lineNo) {

        String text() {
            return values.get(0);
        }
    }

    private static final int MOST_BYTES = 65_536;
    /** A list in a mapping in a mapping; what is deeper is no profile, and the parser would recurse as deep. */
    private static final int MOST_DEPTH = 3;
    private static final LoadSettings LOAD = LoadSettings.builder().setCodePointLimit(MOST_BYTES).setAllowNonScalarKeys(true).build();

    private final Path file;
    private final List<Problem> problems;
    private final Map<String, Integer> lines = new HashMap<>();
    private final Map<SenderKey, Entry> entries = new EnumMap<>(SenderKey.class);

    private SenderFile(Path file, List<Problem> problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The known keys of a file; what is wrong with it is added to the problems. */
    static Map<SenderKey, Entry> read(Path file, List<Problem> problems) {
        SenderFile read = new SenderFile(file, problems);
        try {
            read.add(text(file));
        } catch (CharacterCodingException e) {
            read.wrong(0, "is not UTF-8; save it as UTF-8");
        } catch (MarkedYamlEngineException e) {
            read.wrong(line(e.getProblemMark()), "cannot be read as YAML: " + e.getProblem()
                    + "; write key: value, and put a text with : or # or a leading sign into quotes");
        } catch (YamlEngineException e) {
            read.wrong(0, "cannot be read as YAML: " + e.getMessage());
        } catch (IOException e) {
            read.wrong(0, "cannot be read: " + e.getMessage());
        }
        return read.entries;
    }

    private static String text(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("it has more than " + MOST_BYTES + " bytes; no profile needs as many");
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
    }

    private void add(String text) {
        if (isTame(text)) {
            Optional<Node> root = new Compose(LOAD).composeString(text);
            if (root.isEmpty()) {
                wrong(0, "says nothing; give at least inbox, or call the file otherwise than *.yaml");
            } else if (root.get() instanceof MappingNode mapping) {
                mapping.getValue().forEach(tuple -> add("", tuple));
            } else {
                wrong(line(root.get().getStartMark()), "is no profile; write key: value lines, beginning with inbox");
            }
        }
    }

    /** Whether it neither refers to itself nor nests without end, found before anything is built of it. */
    private boolean isTame(String text) {
        int depth = 0;
        for (Event event : new Parse(LOAD).parseString(text)) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                case Alias -> {
                    wrong(line(event.getStartMark()), "refers to another value (*name); write the value itself");
                    return false;
                }
                case Comment, DocumentStart, DocumentEnd, Scalar, StreamStart, StreamEnd -> { }
            }
            if (depth > MOST_DEPTH) {
                wrong(line(event.getStartMark()), "nests too deeply; no key of a profile stands as deep");
                return false;
            }
        }
        return true;
    }

    private void add(String prefix, NodeTuple tuple) {
        int lineNo = line(tuple.getKeyNode().getStartMark());
        if (!(tuple.getKeyNode() instanceof ScalarNode name)) {
            wrong(lineNo, "has a key that is no plain name; write key: value");
            return;
        }
        String key = prefix + name.getValue();
        Integer first = lines.putIfAbsent(key, lineNo);
        if (first != null) {
            problems.add(Problem.inProfile(file, lineNo, key, null, "was given on line " + first + " already; keep one"));
        } else if (prefix.isEmpty() && SenderKey.isGroup(key)) {
            addGroup(key, tuple.getValueNode(), lineNo);
        } else {
            addValue(key, tuple.getValueNode(), lineNo);
        }
    }

    private void addGroup(String key, Node value, int lineNo) {
        if (value instanceof MappingNode inside) {
            inside.getValue().forEach(tuple -> add(key + ".", tuple));
        } else {
            problems.add(Problem.inProfile(file, lineNo, key, null, "holds other keys; write each on a line of its own below, indented: "
                    + inside(key)));
        }
    }

    private static String inside(String group) {
        return String.join(", ", SenderKey.names().stream().filter(it -> it.startsWith(group + "."))
                .map(it -> it.substring(group.length() + 1)).toList());
    }

    private void addValue(String key, Node value, int lineNo) {
        Optional<SenderKey> known = SenderKey.of(key);
        if (known.isEmpty()) {
            problems.add(Problem.inProfile(file, lineNo, key, null, unknown(key)));
            return;
        }
        List<String> values = new ArrayList<>();
        for (Node node : value instanceof SequenceNode list ? list.getValue() : List.of(value)) {
            if (!(node instanceof ScalarNode scalar)) {
                problems.add(Problem.inProfile(file, lineNo, key, null, "must be one value, not a mapping or a list of them"));
                return;
            }
            values.add(scalar.getValue().strip());
        }
        if (values.isEmpty() || values.stream().anyMatch(String::isEmpty)) {
            problems.add(Problem.inProfile(file, lineNo, key, null, "has no value; give it one, or remove the line"));
        } else {
            entries.put(known.get(), new Entry(values, value instanceof SequenceNode, lineNo));
        }
    }

    private static String unknown(String key) {
        if (key.equals("sftp.password") || key.equals("sftp.private-key-passphrase")) {
            return "a secret never stands in a profile; give it in the environment, or name a mounted file that holds it: " + key + "-file";
        }
        if (key.equals("name")) {
            return "is no key; a sender is called as the file of the profile is";
        }
        return Keys.near(key, SenderKey.names()).map(near -> "is unknown; did you mean " + near + "?")
                .orElseGet(() -> key.indexOf('.') > 0 ? "is unknown; the keys inside it are " + inside(key.replaceFirst("\\..*", ""))
                : "is unknown; the keys are " + String.join(", ", SenderKey.names().stream().filter(it -> it.indexOf('.') < 0).toList()));
    }

    private void wrong(int lineNo, String remedy) {
        problems.add(Problem.inFile(file, lineNo, remedy));
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(it -> it.getLine() + 1).orElse(0);
    }
}
