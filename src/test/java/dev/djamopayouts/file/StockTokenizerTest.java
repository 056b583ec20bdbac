package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.language.tokenizer.TokenizeLanguage;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/** A line break inside quotes, as spreadsheets write it, is half a row to stock Camel and part of one cell to us. */
class StockTokenizerTest {

    private static final String TEXT = "reference,msisdn,amount,description\nR-1,0707123456,50000,\"Prime\nde juin\"\nR-2,0707123457,5000,x\n";

    @Test
    void the_stock_tokenizer_breaks_a_quoted_line_break_into_two_rows() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            TokenizeLanguage tokenize = (TokenizeLanguage) camel.resolveLanguage("tokenize");
            DefaultExchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(TEXT);
            List<?> rows = tokenize.createExpression("\n").evaluate(exchange, List.class);
            assertThat(rows).hasToString("[reference,msisdn,amount,description, R-1,0707123456,50000,\"Prime, de juin\", R-2,0707123457,5000,x]")
                    .hasSize(4);
        }
    }

    @Test
    void a_quoted_line_break_is_part_of_its_cell_with_us() {
        assertThat(Drop.read(TEXT).cells()).containsExactly(List.of("R-1", "0707123456", "50000", "Prime\nde juin"),
                List.of("R-2", "0707123457", "5000", "x"));
        assertThat(Drop.read(TEXT).rows()).allMatch(PayoutRow::isValid);
    }
}
