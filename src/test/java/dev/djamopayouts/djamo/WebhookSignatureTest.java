package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {

    private static final byte[] BODY = "what do ya want for nothing?".getBytes(StandardCharsets.UTF_8);
    private static final String MAC = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    private final WebhookSignature jefe = new WebhookSignature(() -> "Jefe");

    /** Test cases of RFC 4231 whose keys are text. */
    @ParameterizedTest
    @CsvSource({"Jefe,what do ya want for nothing?,5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "'\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b\u000b',"
                + "Hi There,b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"})
    void the_signatures_of_the_rfc_hold(String key, String body, String mac) {
        assertThat(new WebhookSignature(() -> key).holds(body.getBytes(StandardCharsets.UTF_8), base64(mac))).isTrue();
    }

    @Test
    void a_body_in_which_any_one_bit_is_another_has_another_signature() {
        for (int i = 0; i < BODY.length * 8; i++) {
            byte[] tampered = BODY.clone();
            tampered[i / 8] ^= (byte) (1 << i % 8);
            assertThat(jefe.holds(tampered, base64(MAC))).as("bit " + i).isFalse();
        }
        assertThat(jefe.holds(Arrays.copyOf(BODY, BODY.length + 1), base64(MAC))).isFalse();
        assertThat(jefe.holds(new byte[0], base64(MAC))).isFalse();
    }

    @Test
    void a_signature_in_which_any_one_bit_is_another_does_not_hold() {
        byte[] mac = HexFormat.of().parseHex(MAC);
        for (int i = 0; i < mac.length * 8; i++) {
            byte[] tampered = mac.clone();
            tampered[i / 8] ^= (byte) (1 << i % 8);
            assertThat(jefe.holds(BODY, Base64.getEncoder().encodeToString(tampered))).as("bit " + i).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=\n", "not base64 at all!", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOA==",
        "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEMA", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        "[W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=, W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM=]"})
    void what_is_no_signature_does_not_hold(String signature) {
        assertThat(jefe.holds(BODY, signature)).isFalse();
    }

    @Test
    void a_signature_that_is_not_there_does_not_hold() {
        assertThat(jefe.holds(BODY, null)).isFalse();
        assertThat(jefe.holds(new byte[0], null)).isFalse();
    }

    @Test
    void a_key_that_was_renewed_counts_at_once() {
        AtomicReference<String> key = new AtomicReference<>("old");
        WebhookSignature signature = new WebhookSignature(key::get);
        assertThat(signature.holds(BODY, base64(MAC))).isFalse();
        key.set("Jefe");
        assertThat(signature.holds(BODY, base64(MAC))).isTrue();
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
