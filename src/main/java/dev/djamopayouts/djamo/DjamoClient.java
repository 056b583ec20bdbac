package dev.djamopayouts.djamo;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/**
 * Takes from the HTTP client what could send a payout twice or to somebody else: by default it sends a POST again after
 * 429 and 503 and after some lost connections, and follows redirects.
 */
final class DjamoClient implements HttpClientConfigurer {

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableAutomaticRetries();
        builder.disableRedirectHandling();
        builder.disableCookieManagement();
        builder.disableAuthCaching();
        builder.disableConnectionState();
    }
}
