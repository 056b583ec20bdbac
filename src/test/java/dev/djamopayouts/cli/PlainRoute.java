package dev.djamopayouts.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ThreadPoolBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * A payout file in, transfers out, as one writes it first and well with stock Camel: the file is split as a stream, so many
 * rows at once, each row is enriched with the customer check and sent, and what came of it is a line of a result file.
 * Everything but the sizes of the pools is as Camel has it. It keeps no ledger, and is there to be measured against.
 */
final class PlainRoute extends RouteBuilder {

    private static final String CUSTOMER = "customer";
    private static final String REFERENCE = "reference";

    private final Path folder;
    private final String api;
    private final String token;
    private final int concurrency;

    /** @param folder holds {@code inbox} and {@code outbox} */
    PlainRoute(Path folder, String baseUrl, String token, int concurrency) {
        this.folder = folder;
        this.api = baseUrl + "/v1/transactions";
        this.token = token;
        this.concurrency = concurrency;
    }

    @Override
    public void configure() throws Exception {
        String connections = "?connectionsPerRoute=" + concurrency + "&maxTotalConnections=" + concurrency;
        ExecutorService rows = new ThreadPoolBuilder(getContext()).poolSize(concurrency).maxPoolSize(concurrency).maxQueueSize(1_000).build("rows");

        errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(100));

        from("file:" + folder.resolve("inbox") + "?include=.*[.]csv&initialDelay=0&delay=100").routeId("pay-file")
                .split(body().tokenize("\n", 1, true), AggregationStrategies.string("\n"))
                        .streaming().parallelProcessing().executorService(rows)
                    .to("direct:pay-row")
                .end()
                .setHeader(Exchange.FILE_NAME, simple("${file:onlyname.noext}.result.csv"))
                .to("file:" + folder.resolve("outbox"));

        from("direct:pay-row").routeId("pay-row")
                .transform().body(String.class, PlainRoute::transfer)
                .setProperty(REFERENCE, simple("${body[reference]}"))
                .setHeader("Authorization", constant("Bearer " + token))
                .doTry()
                    .enrich("direct:check-customer", (row, answer) -> {
                        row.setProperty(CUSTOMER, answer.getMessage().getBody(Map.class).get("result"));
                        return row;
                    })
                    .choice()
                        .when(exchangeProperty(CUSTOMER).isEqualTo(true)).to("direct:transfer")
                        .otherwise().setBody(simple("${exchangeProperty.reference},,not a customer"))
                    .end()
                .endDoTry()
                .doCatch(Exception.class)
                    .setBody(simple("${exchangeProperty.reference},,failed"))
                .end();

        from("direct:check-customer").routeId("check-customer")
                .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                .setHeader(Exchange.HTTP_QUERY).body(Map.class, row -> "msisdn=" + URLEncoder.encode((String) row.get("msisdn"), StandardCharsets.UTF_8))
                .setBody(constant((Object) null))
                .to(api + "/customers/check" + connections)
                .unmarshal().json(JsonLibrary.Jackson, Map.class);

        from("direct:transfer").routeId("transfer")
                .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .marshal().json(JsonLibrary.Jackson)
                .to(api + connections)
                .unmarshal().json(JsonLibrary.Jackson, Map.class)
                .setBody(simple("${body[reference]},${body[id]},${body[status]}"));
    }

    private static Map<String, Object> transfer(String line) {
        String[] cells = line.split(",");
        return Map.of(REFERENCE, cells[0], "msisdn", "+225" + cells[1], "amount", Long.parseLong(cells[2]), "description", cells[3],
                "type", "transfer");
    }
}
