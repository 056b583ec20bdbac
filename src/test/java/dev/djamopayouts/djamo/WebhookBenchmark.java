package dev.djamopayouts.djamo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What an event costs before the ledger hears of it: the signature over its raw bytes, and reading it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class WebhookBenchmark {

    private static final String KEY = "sk_benchmark_0123456789abcdef";
    private static final String EVENT = "{\"topic\":\"transactions/completed\",\"data\":{\"id\":\"txn_4f6c1f0e-8a54-4c8e-9f6b-0d7c3a1e2b5d\","
            + "\"createdAt\":\"2026-11-20T08:00:00.000Z\",\"updatedAt\":\"2026-11-20T08:00:02.000Z\",\"amount\":50000,\"fee\":250,"
            + "\"totalAmount\":50250,\"status\":\"completed\",\"msisdn\":\"+2250707123456\",\"reference\":\"SAL-2026-11-0001234\","
            + "\"description\":\"Salaire de novembre\",\"type\":\"transfer\",\"more\":\"";
    private static final String END = "\"}}";

    /** Bytes of the body: an event as it comes, and the largest that is let in, of a field that nobody reads. */
    @Param({"0", "16384"})
    private int bytes;

    private final WebhookSignature signature = new WebhookSignature(() -> KEY);
    private byte[] body;
    private String signed;
    private String forged;

    @Setup
    public void sign() throws GeneralSecurityException {
        int filled = Math.max(0, bytes - EVENT.length() - END.length());
        body = (EVENT + "x".repeat(filled) + END).getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] right = mac.doFinal(body);
        signed = Base64.getEncoder().encodeToString(right);
        right[0] ^= 1;
        forged = Base64.getEncoder().encodeToString(right);
    }

    @Benchmark
    public boolean aSignatureThatHolds() {
        return must(signature.holds(body, signed));
    }

    @Benchmark
    public boolean aSignatureThatDoesNot() {
        return must(!signature.holds(body, forged));
    }

    @Benchmark
    public WebhookEvent reading() throws WebhookEvent.Unreadable {
        return WebhookEvent.read(body);
    }

    private static boolean must(boolean right) {
        if (!right) {
            throw new IllegalStateException("the signature was judged wrongly");
        }
        return true;
    }
}
