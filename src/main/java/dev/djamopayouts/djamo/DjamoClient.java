package dev.djamopayouts.djamo;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Takes from the HTTP client what could send a payout twice or to somebody else: by default it sends a POST again after
 * 429 and 503 and after some lost connections, and follows redirects. And bounds what an answer may hold.
 */
final class DjamoClient implements HttpClientConfigurer {

    private static final long MAX_BYTES = 1 << 20;

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries();
        builder.disableRedirectHandling();
        builder.disableCookieManagement();
        builder.disableAuthCaching();
        builder.disableConnectionState();
        builder.addExecInterceptorFirst("bounded-answer", (request, scope, chain) -> {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                response.setEntity(new Bounded(response.getEntity()));
            }
            return response;
        });
    }

    /** An answer that ends with an error where it grows too long, whatever length it claims to have. */
    private static final class Bounded extends HttpEntityWrapper {

        Bounded(HttpEntity entity) {
            super(entity);
        }

        @Override
        public InputStream getContent() throws IOException {
            return new FilterInputStream(super.getContent()) {
                private long left = MAX_BYTES;

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
                        throw new IOException("an answer of more than " + MAX_BYTES + " bytes");
                    }
                }
            };
        }
    }
}
