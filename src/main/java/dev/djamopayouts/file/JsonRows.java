package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.djamopayouts.file.JsonForm.Layout;
import dev.djamopayouts.file.RawRow.Field;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a file of JSON objects. Members are found by the names that columns go by, whatever their order in a row. */
final class JsonRows implements RowSource {

    private static final String LIKE_THIS = "{\"reference\": \"R1\", \"msisdn\": \"0707123456\", \"amount\": 50000}";

    /** A member that rows have: where it stands among the cells, and which of our columns it names, if any. */
    private record Member(int position, Column column) {
    }

    private final JsonObjects objects;
    private final ReadingRules rules;
    private final JsonFactory factory;
    private final ColumnNames names;
    private final Layout layout;
    private final Map<String, Member> members = new LinkedHashMap<>();
    private boolean anyRow;

    JsonRows(JsonObjects objects, Layout layout, ReadingRules rules, JsonFactory factory) {
        this.objects = objects;
        this.layout = layout;
        this.rules = rules;
        this.factory = factory;
        this.names = new ColumnNames(rules.profile());
    }

    @Override
    public RawRow next() {
        try {
            JsonParser parser = objects.next();
            if (parser == null) {
                mustHaveColumns();
                return null;
            }
            anyRow = true;
            return row(parser);
        } catch (IOException e) {
            RuntimeException refusal = JsonFaults.of(e, objects.lineNo(), objects.place());
            throw refusal == null ? new UncheckedIOException(e) : refusal;
        }
    }

    private RawRow row(JsonParser parser) throws IOException {
        String[] cells = new String[members.size()];
        Arrays.fill(cells, "");
        Map<Column, Field> fields = new EnumMap<>(Column.class);
        Words fault = null;
        long chars = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Member member = member(name);
            parser.nextToken();
            if (member.column() != null && fields.putIfAbsent(member.column(), field(member.column(), parser)) != null) {
                fault = new Words("two members of the row, " + Excerpt.of(name) + " being one, mean " + member.column().field()
                        + ": keep one of them", "deux membres de la ligne, dont " + Excerpt.of(name) + ", désignent "
                        + member.column().field() + " : gardez-en un seul");
            }
            if (member.position() >= cells.length) {
                cells = Arrays.copyOf(cells, member.position() + 1);
            }
            String cell = JsonText.copy(parser, factory, rules.maxRowChars());
            chars += name.length() + cell.length();
            if (chars > rules.maxRowChars()) {
                Words place = objects.place();
                throw refused("the row at " + place.english() + " has more than " + rules.maxRowChars() + " characters: shorten it",
                        "à " + place.french() + ", le paiement a plus de " + rules.maxRowChars() + " caractères : raccourcissez-le");
            }
            cells[member.position()] = cell;
        }
        Field description = fields.get(Column.DESCRIPTION);
        if (fault == null && description != null) {
            // A beneficiary must not read less than was meant.
            fault = description.fault();
        }
        return new RawRow(objects.lineNo(), filled(cells), fields.get(Column.REFERENCE), fields.get(Column.MSISDN),
                fields.get(Column.AMOUNT), description, fault);
    }

    /** A cell that no member filled is empty: one that first came after it leaves a gap. */
    private static List<String> filled(String[] cells) {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i] == null ? "" : cells[i];
        }
        return Collections.unmodifiableList(Arrays.asList(cells));
    }

    private Member member(String name) {
        Member member = members.get(name);
        if (member != null) {
            return member;
        }
        Words place = objects.place();
        if (members.size() == rules.maxColumns()) {
            throw refused("at " + place.english() + " the rows have more than " + rules.maxColumns()
                    + " different members: remove some", "à " + place.french() + ", les paiements ont plus de " + rules.maxColumns()
                    + " membres différents : retirez-en");
        }
        if (!JsonText.isWhole(name) || name.indexOf('\0') >= 0) {
            throw refused("at " + place.english() + " the name of a member is no text: rename it",
                    "à " + place.french() + ", le nom d'un membre n'est pas un texte : renommez-le");
        }
        Member added = new Member(members.size(), names.named(name));
        names.mustNotBeFixed(objects.lineNo(), added.column(), name);
        members.put(name, added);
        return added;
    }

    private Field field(Column column, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> Field.of("");
            case VALUE_STRING -> Field.of(JsonText.writable(parser.getText()));
            case VALUE_NUMBER_INT -> Field.of(parser.getText());
            case VALUE_NUMBER_FLOAT -> column == Column.AMOUNT ? fraction(parser.getText()) : Field.of(parser.getText());
            default -> new Field("", new Words("the " + column.field() + " is no text and no number: write it in quotes",
                    "« " + column.field() + " » n'est ni un texte ni un nombre : écrivez-le entre guillemets"));
        };
    }

    /** {@code 50.000} in JSON is fifty: as a number it never has groups, as a text it may. */
    private static Field fraction(String number) {
        return new Field(number, new Words("the amount " + Excerpt.ofAmount(number)
                + " is written as a fraction, and XOF has no cents: write whole francs in plain digits, like 50000",
                "le montant " + Excerpt.ofAmount(number)
                + " est écrit comme une fraction, et le XOF n'a pas de centimes : écrivez des francs entiers, comme 50000"));
    }

    private void mustHaveColumns() {
        if (!anyRow) {
            return;
        }
        List<Problem> problems = new ArrayList<>();
        for (Column column : Column.values()) {
            if (names.isNeeded(column) && members.values().stream().noneMatch(member -> member.column() == column)) {
                problems.add(Problem.inHeader(0, lacks(column)));
            }
        }
        if (!problems.isEmpty()) {
            throw new FileRefused(problems);
        }
    }

    private Words lacks(Column column) {
        return rules.profile().columns().containsKey(column) ? names.lacks(column)
                : new Words("no member for " + column.field() + " was found in any row: write each payout like " + LIKE_THIS,
                        "aucun membre pour " + ColumnNames.inFrench(column) + " dans aucune ligne : écrivez chaque paiement comme " + LIKE_THIS);
    }

    private FileRefused refused(String english, String french) {
        return new FileRefused(Problem.inRow(objects.lineNo(), new Words(english, french)));
    }

    @Override
    public JsonForm form() {
        List<Integer> references = members.values().stream().filter(it -> it.column() == Column.REFERENCE).map(Member::position).toList();
        return new JsonForm(layout, List.copyOf(members.keySet()), references);
    }

    @Override
    public String plain(String cell) {
        return JsonText.plain(cell);
    }

    @Override
    public void close() throws IOException {
        objects.close();
    }
}
