package dev.djamopayouts.djamo;

import java.util.function.Supplier;

/**
 * How the API is reached.
 *
 * @param baseUrl               the API root, no slash at its end
 * @param accessToken           gives the bearer token of the moment; a secret
 * @param companyId             for {@code X-Company-Id}, or null
 * @param subCompanyId          for the customer check, or null
 * @param connectTimeoutMillis  longest wait for a connection
 * @param responseTimeoutMillis longest wait for an answer
 * @param callsInFlight         calls at once, which is also the number of connections
 */
public record DjamoAccess(String baseUrl, Supplier<String> accessToken, String companyId, String subCompanyId, long connectTimeoutMillis,
                          long responseTimeoutMillis, int callsInFlight) {

    String endpointUri() {
        return baseUrl + "?throwExceptionOnFailure=false&copyHeaders=false&followRedirects=false"
                + "&httpClientConfigurer=#djamoClient&userAgent=djamo-payouts"
                + "&connectTimeout=" + connectTimeoutMillis + "&responseTimeout=" + responseTimeoutMillis
                + "&soTimeout=" + responseTimeoutMillis + "&connectionRequestTimeout=" + connectTimeoutMillis
                + "&connectionsPerRoute=" + callsInFlight + "&maxTotalConnections=" + callsInFlight;
    }

    /** How long a call can take from when its connection is asked for to the last byte of its answer. */
    long longestCallMillis() {
        return connectTimeoutMillis + responseTimeoutMillis;
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "DjamoAccess[" + baseUrl + "]";
    }
}
