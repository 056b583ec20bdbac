package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The list as a command reads it: to its end, or not for ever. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransactionListTest {

    @Test
    void a_page_that_neither_ends_the_list_nor_leads_on_is_not_the_whole_of_it() {
        for (String count : new String[] {"\"count\":3,", "\"count\":1,", ""}) {
            try (RawServer server = RawServer.answering(RawServer.json(200, "", "{" + count + "\"data\":[{\"id\":\"txn_1\"}]}"));
                    Enquiry enquiry = Enquiry.open(Line.access(server.baseUrl(), Line.TOKEN, 1), 0, Clock.systemUTC())) {
                ThrowableAssert.ThrowingCallable reading = () -> new TransactionList(enquiry).eachPage(page -> assertThat(page).hasSize(1));
                if (count.contains("3")) {
                    assertThatThrownBy(reading).isInstanceOf(Enquiry.Unanswered.class).hasMessageContaining("after 1 transactions");
                } else {
                    assertThatCode(reading).doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void cursors_that_go_round_in_a_circle_end_the_reading_however_long_the_circle_is() {
        AtomicInteger pages = new AtomicInteger();
        try (RawServer server = new RawServer(socket -> socket.getOutputStream().write(RawServer.json(200, "",
                "{\"cursor\":{\"next\":\"c" + pages.getAndIncrement() % 3 + "\"},\"data\":[]}").getBytes(StandardCharsets.UTF_8)));
                Enquiry enquiry = Enquiry.open(Line.access(server.baseUrl(), Line.TOKEN, 1), 0, Clock.systemUTC())) {
            assertThatThrownBy(() -> new TransactionList(enquiry).eachPage(page -> { })).isInstanceOf(Enquiry.Unanswered.class)
                    .hasMessageContaining("in a circle");
            assertThat(pages).as("until the first came again").hasValue(4);
        }
    }
}
