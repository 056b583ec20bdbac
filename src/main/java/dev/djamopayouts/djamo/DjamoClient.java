package dev.djamopayouts.djamo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Takes from the HTTP client what could send a payout twice or to somebody else: by default it sends a POST again after
 * 429 and 503 and after some lost connections, and follows redirects. Bounds what an answer may hold. And looks a last time,
 * with the connection in its hand, whether the call may still be sent.
 */
final class DjamoClient implements HttpClientConfigurer {

    /** Epoch milliseconds after which the call must not be sent; for this client only, it never leaves. */
    static final String NOT_AFTER = "X-Not-After";

    private static final long MAX_BYTES = 1 << 20;
    /** A thousand transactions with the longest references and descriptions are below two million bytes; twice that is room enough. */
    private static final long MAX_BATCH_BYTES = 4 << 20;

    private final Clock clock;

    DjamoClient(Clock clock) {
        this.clock = clock;
    }

    /** The call was not sent, since its claim could have ended while it was under way. */
    static final class TooLate extends IOException {

        private static final long serialVersionUID = 1;

        TooLate() {
            super("not sent: its claim had run out");
        }
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries();
        builder.disableRedirectHandling();
        builder.disableCookieManagement();
        builder.disableAuthCaching();
        builder.disableConnectionState();
        builder.addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "last-look", this::lookAgain);
        builder.addExecInterceptorFirst("bounded-answer", (request, scope, chain) -> {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                response.setEntity(new Bounded(response.getEntity(), mostBytes(request)));
            }
            return response;
        });
    }

    /**
     * A process may have been frozen since it looked, while it connected or waited for memory; nothing but writing the
     * request comes after this.
     */
    private ClassicHttpResponse lookAgain(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Header notAfter = request.getFirstHeader(NOT_AFTER);
        request.removeHeaders(NOT_AFTER);
        if (notAfter != null && clock.millis() > Long.parseLong(notAfter.getValue())) {
            throw new TooLate();
        }
        return chain.proceed(request, scope);
    }

    private static long mostBytes(ClassicHttpRequest request) {
        return request.getPath() != null && request.getPath().endsWith(DjamoCall.BATCH_PATH) ? MAX_BATCH_BYTES : MAX_BYTES;
    }

    /** An answer that ends with an error where it grows too long, whatever length it claims to have. */
    private static final class Bounded extends HttpEntityWrapper {

        private final long mostBytes;

        Bounded(HttpEntity entity, long mostBytes) {
            super(entity);
            this.mostBytes = mostBytes;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new FilterInputStream(super.getContent()) {
                private long left = mostBytes;

                @Override
                public int read() throws IOException {
                    int one = super.read();
                    count(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                    int some = super.read(buffer, from, length);
                    count(Math.max(some, 0));
                    return some;
                }

                private void count(int bytes) throws IOException {
                    left -= bytes;
                    if (left < 0) {
                        throw new IOException("an answer of more than " + mostBytes + " bytes");
                    }
                }
            };
        }
    }
}
