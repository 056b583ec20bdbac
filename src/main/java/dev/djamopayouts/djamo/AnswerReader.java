package dev.djamopayouts.djamo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** Reads what HTTP gave into an {@link Answer}: pure, and the one place that knows the error table. */
final class AnswerReader {

    private static final int MAX_TEXT = 300;
    private static final int MAX_CORRELATION_ID = 100;
    /** In somebody else's words whatever has as many digits as a phone number counts as one, ids too. */
    private static final Pattern NUMBER = Pattern.compile("\\+?\\d(?:[ .()/-]{0,2}\\d){7,}");
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}+");
    private static final long MAX_RETRY_AFTER_SECONDS = 3_600;

    /** What can be read in two ways is not readable. */
    private final ObjectMapper json = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

    /** Reads an answer that came. */
    Answer<JsonNode> read(int status, byte[] body, String retryAfter, String correlationHeader) {
        JsonNode tree = tree(body);
        String correlationId = tree != null && tree.path("correlationId").isTextual()
                ? tree.get("correlationId").textValue() : correlationHeader;
        Evidence evidence = new Evidence(status, correlationId == null ? null : cut(correlationId, MAX_CORRELATION_ID));
        if (status >= 200 && status < 300) {
            return tree == null ? Answer.of(Meaning.LOST, "HTTP " + status + " with an unreadable body", evidence)
                    : Answer.told(tree, evidence);
        }
        String text = "HTTP " + status + text(tree);
        return switch (status) {
            case 400 -> Answer.of(Meaning.REFUSED, text, evidence);
            case 401, 403 -> Answer.of(Meaning.UNAUTHORISED, text, evidence);
            case 404 -> Answer.of(Meaning.MISSING, text, evidence);
            case 409 -> Answer.of(Meaning.REFERENCE_USED, text, evidence);
            case 422 -> Answer.of(Meaning.UNPROCESSABLE, text, evidence);
            case 429 -> new Answer<>(Meaning.TOO_MANY, null, text, retryAfterMillis(retryAfter), evidence);
            default -> Answer.of(Meaning.LOST, text, evidence);
        };
    }

    /** Reads why none came: only a connection that never was proves that nothing was sent. */
    Answer<JsonNode> read(Throwable failure) {
        boolean neverConnected = failure instanceof ConnectException || failure instanceof ConnectTimeoutException
                || failure instanceof UnknownHostException || failure instanceof NoRouteToHostException
                || failure instanceof ConnectionRequestTimeoutException || failure instanceof SSLHandshakeException
                || failure instanceof SSLPeerUnverifiedException || failure instanceof DjamoClient.TooLate;
        String text = failure.getClass().getSimpleName() + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
        return Answer.of(neverConnected ? Meaning.NOT_REACHED : Meaning.LOST, bounded(text), Evidence.NONE);
    }

    /** Reads a good answer further; where that fails it was no good answer. */
    <T> Answer<T> as(Answer<JsonNode> answer, Function<JsonNode, T> reading) {
        try {
            return answer.map(reading);
        } catch (UnreadableAnswer e) {
            return Answer.<T>of(Meaning.LOST, "HTTP " + answer.evidence().httpStatus() + " with an unreadable body: "
                    + e.getMessage(), answer.evidence()).askedAt(answer.askedAtMillis());
        }
    }

    /** {@code {"result": true}} since 2025-01-25; before that a KYC status of which only {@code complete} is good. */
    static Boolean customer(JsonNode node) {
        if (node.path("result").isBoolean()) {
            return node.get("result").booleanValue();
        }
        for (String field : List.of("status", "kycStatus", "result")) {
            if (node.path(field).isTextual()) {
                return "complete".equals(node.get(field).textValue().toLowerCase(Locale.ROOT));
            }
        }
        throw new UnreadableAnswer("a customer check with neither a result nor a KYC status");
    }

    /** The balance, whole francs. */
    static Long balance(JsonNode node) {
        if (!node.path("balance").canConvertToExactIntegral() || !node.path("balance").canConvertToLong()) {
            throw new UnreadableAnswer("a balance that is no whole number");
        }
        return node.get("balance").longValue();
    }

    private JsonNode tree(byte[] body) {
        if (body == null || body.length == 0) {
            return null;
        }
        try {
            JsonNode tree = json.readTree(body);
            return tree.isContainerNode() ? tree : null;
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    private static String text(JsonNode tree) {
        if (tree == null || !tree.has("message")) {
            return "";
        }
        List<String> messages = new ArrayList<>();
        JsonNode message = tree.get("message");
        if (message.isArray()) {
            message.forEach(item -> messages.add(item.asText()));
        } else {
            messages.add(message.asText());
        }
        return ": " + bounded(String.join("; ", messages));
    }

    /** Numbers are masked, since an API may echo the beneficiary in its message. */
    static String bounded(String text) {
        // Cut first, so that a long text costs nothing; the margin keeps a number from being cut in two and shown.
        String some = text.length() <= 2 * MAX_TEXT ? text : text.substring(0, 2 * MAX_TEXT);
        return cut(NUMBER.matcher(some).replaceAll(number -> Msisdn.masked(number.group())), MAX_TEXT);
    }

    private static String cut(String text, int length) {
        String plain = CONTROLS.matcher(text).replaceAll(" ");
        return plain.length() <= length ? plain : plain.substring(0, length) + "…";
    }

    /** Seconds, or a date of HTTP's; 0 where it is neither. */
    private static long retryAfterMillis(String retryAfter) {
        if (retryAfter == null) {
            return 0;
        }
        String text = retryAfter.strip();
        if (text.matches("\\d{1,9}")) {
            return Math.min(Long.parseLong(text), MAX_RETRY_AFTER_SECONDS) * 1_000;
        }
        Instant date = DateUtils.parseStandardDate(text);
        return date == null ? 0 : Math.max(0, Math.min(Instant.now().until(date, ChronoUnit.MILLIS), MAX_RETRY_AFTER_SECONDS * 1_000));
    }
}
