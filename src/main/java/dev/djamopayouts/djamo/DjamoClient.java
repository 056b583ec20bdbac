package dev.djamopayouts.djamo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Takes from the HTTP client what could send a payout twice or to somebody else: by default it sends a POST again after
 * 429 and 503 and after some lost connections, and follows redirects. Bounds what an answer may hold, and how long it may
 * take from the first byte to the last: the client's own timeouts begin anew at each byte. And looks a last time, with the
 * connection in its hand, whether the call may still be sent.
 */
final class DjamoClient implements HttpClientConfigurer {

    /** Epoch milliseconds after which the call must not be sent; for this client only, it never leaves. */
    static final String NOT_AFTER = "X-Not-After";

    private static final String DEADLINE = "djamo-deadline";
    private static final long MAX_BYTES = 1 << 20;
    /** A thousand transactions with the longest references and descriptions are below two million bytes; twice that is room enough. */
    private static final long MAX_BATCH_BYTES = 4 << 20;

    private final Clock clock;
    private final long longestMillis;

    /** @param longestMillis the longest that a call may take */
    DjamoClient(Clock clock, long longestMillis) {
        this.clock = clock;
        this.longestMillis = longestMillis;
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
        builder.addExecInterceptorFirst("bounded-answer", this::bound);
    }

    private ClassicHttpResponse bound(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        Deadline deadline = new Deadline((Cancellable) scope.originalRequest);
        scope.clientContext.setAttribute(DEADLINE, deadline);
        boolean open = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                response.setEntity(new Bounded(response.getEntity(), mostBytes(request), deadline));
                open = true;
            }
            return response;
        } catch (IOException e) {
            throw deadline.explain(e);
        } finally {
            if (!open) {
                deadline.close();
            }
        }
    }

    /** Until it is closed it breaks off a call that takes too long. */
    private final class Deadline implements AutoCloseable {

        private final CompletableFuture<Void> end = new CompletableFuture<Void>().orTimeout(longestMillis, TimeUnit.MILLISECONDS);
        private volatile boolean sent;
        private volatile boolean over;

        Deadline(Cancellable call) {
            end.exceptionally(timeout -> {
                over = true;
                call.cancel();
                return null;
            });
        }

        /** From here on the request may reach the API. */
        void sent() {
            sent = true;
        }

        /** What happened, where it is why the call failed; of one that was not sent its own failure says more. */
        IOException explain(IOException failure) {
            return over && sent ? new InterruptedIOException("no whole answer within " + longestMillis + " ms") : failure;
        }

        @Override
        public void close() {
            end.complete(null);
        }
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
        ((Deadline) scope.clientContext.getAttribute(DEADLINE)).sent();
        return chain.proceed(request, scope);
    }

    private static long mostBytes(ClassicHttpRequest request) {
        return request.getPath() != null && request.getPath().endsWith(DjamoCall.BATCH_PATH) ? MAX_BATCH_BYTES : MAX_BYTES;
    }

    /** An answer that ends with an error where it grows too long, whatever length it claims to have. */
    private static final class Bounded extends HttpEntityWrapper {

        private final long mostBytes;
        private final Deadline deadline;

        Bounded(HttpEntity entity, long mostBytes, Deadline deadline) {
            super(entity);
            this.mostBytes = mostBytes;
            this.deadline = deadline;
        }

        @Override
        public InputStream getContent() throws IOException {
            return new FilterInputStream(super.getContent()) {
                private long left = mostBytes;

                @Override
                public int read() throws IOException {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
                }

                @Override
                public int read(byte[] buffer, int from, int length) throws IOException {
                    try {
                        int some = super.read(buffer, from, length);
                        count(Math.max(some, 0));
                        return some;
                    } catch (IOException e) {
                        throw deadline.explain(e);
                    }
                }

                @Override
                public void close() throws IOException {
                    try {
                        // It may read to the end of the answer.
                        super.close();
                    } finally {
                        deadline.close();
                    }
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
