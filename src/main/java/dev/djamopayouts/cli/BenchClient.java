package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchRows.Use;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;

/** The product's HTTP client and nothing of the product: the same connections, requests written plainly, answers only read. */
final class BenchClient implements AutoCloseable {

    private static final int OK = 200;
    private static final int CREATED = 201;

    private final String baseUrl;
    private final BenchRows rows;
    private final CloseableHttpClient client;

    BenchClient(String baseUrl, BenchRows rows, int concurrency, Settings settings) {
        this.baseUrl = baseUrl;
        this.rows = rows;
        Timeout connect = Timeout.ofMilliseconds(settings.whole(Setting.DJAMO_CONNECT_TIMEOUT_MS));
        Timeout response = Timeout.ofMilliseconds(settings.whole(Setting.DJAMO_RESPONSE_TIMEOUT_MS));
        this.client = HttpClientBuilder.create().setUserAgent("djamo-payouts")
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(concurrency)
                        .setMaxConnPerRoute(concurrency).setDefaultSocketConfig(SocketConfig.custom().setSoTimeout(response).build())
                        .setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(connect).build()).build())
                .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(response).setConnectionRequestTimeout(connect).build())
                .disableAutomaticRetries().disableRedirectHandling().disableCookieManagement().disableAuthCaching()
                .disableConnectionState().build();
    }

    /** Asks whether the number of a row is a customer's. */
    void check(long index) throws IOException {
        send(new HttpGet(baseUrl + "/v1/transactions/customers/check?msisdn=%2B225" + rows.national(index)), OK);
    }

    /** Sends one row. */
    void transfer(Use use, long index) throws IOException {
        StringBuilder json = new StringBuilder(160).append('{');
        fields(json, use, index).append(",\"type\":\"transfer\"}");
        post("/v1/transactions", json);
    }

    /** Sends so many rows in one call. */
    void batch(Use use, long from, long count) throws IOException {
        StringBuilder json = new StringBuilder((int) count * 140 + 30).append("{\"transactions\":[");
        for (long index = from; index < from + count; index++) {
            fields(json.append(index == from ? "{" : ",{"), use, index).append('}');
        }
        post("/v1/transactions/batch", json.append("]}"));
    }

    private StringBuilder fields(StringBuilder json, Use use, long index) {
        return json.append("\"msisdn\":\"+225").append(rows.national(index)).append("\",\"amount\":").append(rows.amount(use, index))
                .append(",\"reference\":\"").append(rows.reference(use, index)).append("\",\"description\":\"Salary of November\"");
    }

    private void post(String path, CharSequence json) throws IOException {
        HttpPost post = new HttpPost(baseUrl + path);
        post.setEntity(new ByteArrayEntity(json.toString().getBytes(StandardCharsets.US_ASCII), ContentType.APPLICATION_JSON));
        send(post, CREATED);
    }

    private void send(ClassicHttpRequest request, int expected) throws IOException {
        request.setHeader("Authorization", "Bearer " + BenchSandbox.TOKEN);
        request.setHeader("Accept", "application/json");
        client.execute(request, response -> wellAnswered(response, expected));
    }

    private static int wellAnswered(ClassicHttpResponse response, int expected) throws IOException {
        byte[] body = EntityUtils.toByteArray(response.getEntity());
        if (response.getCode() != expected) {
            throw new IOException("the sandbox answered the bare loop with " + response.getCode() + ": "
                    + Shown.masked(new String(body, StandardCharsets.UTF_8)));
        }
        return body.length;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
