package dev.djamopayouts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the fields of one JSON object and collects what is wrong, in the words of the API's validator. */
final class FieldChecks {
    private static final int MOST_MESSAGES = 20;
    private static final Pattern MSISDN = Pattern.compile("\\+(225\\d{10}|221\\d{9})");

    private final List<String> messages;
    private final JsonNode object;
    private final String prefix;

    FieldChecks(JsonNode object) {
        this(object, "", new ArrayList<>());
    }

    private FieldChecks(JsonNode object, String prefix, List<String> messages) {
        this.object = object;
        this.prefix = prefix;
        this.messages = messages;
    }

    /** Checks an object inside this one; what is wrong with it is collected here. */
    FieldChecks within(JsonNode inner, String name) {
        return new FieldChecks(inner, prefix + name + ".", messages);
    }

    /** E.164 in digits without "+", or -1 where the text is no number of Côte d'Ivoire or Sénégal. */
    static long msisdnDigits(String text) {
        return MSISDN.matcher(text).matches() ? Long.parseLong(text.substring(1)) : -1;
    }

    void only(Set<String> known) {
        for (Iterator<String> names = object.fieldNames(); names.hasNext();) {
            String name = names.next();
            if (!known.contains(name)) {
                wrong("property " + name + " should not exist");
            }
        }
    }

    long amount(long least, long most) {
        JsonNode node = object.path("amount");
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            wrong("amount must be an integer number");
            return 0;
        }
        if (node.longValue() < least) {
            wrong("amount must not be less than " + least);
        }
        if (node.longValue() > most) {
            wrong("amount must not be greater than " + most);
        }
        return node.longValue();
    }

    long msisdn() {
        JsonNode node = object.path("msisdn");
        long digits = node.isTextual() ? msisdnDigits(node.textValue()) : -1;
        if (digits < 0) {
            wrong("msisdn must be a valid phone number");
        }
        return digits;
    }

    String required(String name, int longest) {
        JsonNode node = object.path(name);
        if (node.isTextual() && node.textValue().isBlank()) {
            wrong(name + " should not be empty");
        }
        return text(name, node, longest);
    }

    /** Null where it is absent or null. */
    String optional(String name, int longest) {
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull() ? null : text(name, node, longest);
    }

    private String text(String name, JsonNode node, int longest) {
        if (!node.isTextual()) {
            wrong(name + " must be a string");
            return null;
        }
        if (node.textValue().length() > longest) {
            wrong(name + " must be shorter than or equal to " + longest + " characters");
        }
        return node.textValue();
    }

    void oneOf(String name, Set<String> values) {
        JsonNode node = object.path(name);
        if (!node.isTextual() || !values.contains(node.textValue())) {
            wrong(name + " must be one of the following values: " + String.join(", ", values));
        }
    }

    /** Bounded, so that a large bad batch does not make a larger answer. */
    void wrong(String message) {
        if (messages.size() < MOST_MESSAGES) {
            messages.add(prefix.isEmpty() ? message : prefix + message);
        }
    }

    List<String> messages() {
        return messages;
    }
}
