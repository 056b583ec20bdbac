package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.file.Iso20022Schema;
import dev.djamopayouts.file.Pain;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bank's payroll makes the same way as a CSV, and its sender is told in the bank's own language too. */
class PainJourneyTest {

    private static final String PAID = Pain.payment("SAL-1", "+2250707123456", "50000");
    private static final String NO_CUSTOMER = Pain.payment("SAL-2", "0707129001", "60000.00");
    private static final String CENTS = Pain.payment("SAL-3", "0707123458", "500.5");

    @TempDir
    private Path folder;

    private static String message(String namespace) {
        return Pain.message(namespace, 110_500, PAID, NO_CUSTOMER, CENTS).replace("110500<", "110500.5<");
    }

    @ParameterizedTest
    @ValueSource(strings = {Pain.V03, Pain.V09})
    void a_message_is_paid_and_answered_with_status_reports_and_failures_that_are_mended_and_dropped_again(String namespace) {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.xml", message(namespace));
            assertThat(journey.answer("paie.xml.ack.json")).contains("\"rows\" : 3", "\"valid\" : 2");
            assertThat(Iso20022Schema.valid(journey.answer("paie.xml.ack.pain002.xml"))).contains("<GrpSts>PART</GrpSts>", "<DtldSts>ACTC</DtldSts>",
                    "<OrgnlEndToEndId>SAL-3</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>FF01</Cd></Rsn>").doesNotContain("SAL-2<");
            assertThat(journey.rows("paie.xml.result.csv")).extracting(row -> row.get("end_to_end_id") + " " + row.get("status"))
                    .containsExactly("SAL-1 COMPLETED", "SAL-2 REJECTED", "SAL-3 REJECTED");
            assertThat(Iso20022Schema.valid(journey.answer("paie.xml.result.xml"))).contains("<GrpSts>PART</GrpSts>", "<DtldNbOfTxs>1</DtldNbOfTxs><DtldSts>ACSC</DtldSts>",
                    "<OrgnlEndToEndId>SAL-2</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>BE06</Cd></Rsn>");
            String failures = journey.answer("paie.xml.failures.xml");
            assertThat(failures).contains("<NbOfTxs>2</NbOfTxs><CtrlSum>60500.5</CtrlSum>").doesNotContain("SAL-1");

            journey.drop("mieux.xml", failures.replace("0707129001", "0707123459").replace("500.5<", "5000<").replace("605000<", "65000<").replace("60500.5<", "65000<"));
            assertThat(journey.rows("mieux.xml.result.csv")).extracting(row -> row.get("status")).containsExactly("COMPLETED", "COMPLETED");
            assertThat(Iso20022Schema.valid(journey.answer("mieux.xml.result.xml"))).contains("<GrpSts>ACSC</GrpSts>");
            assertThat(journey.outbox()).doesNotContain("mieux.xml.failures.xml");
            assertThat(journey.sandbox().book().size()).isEqualTo(3);
        }
    }

    @Test
    void wrong_totals_are_refused_at_the_end_of_the_file_and_nothing_is_paid() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("faux.xml", message(Pain.V09).replaceFirst("110500.5<", "110501<"));
            assertThat(journey.answer("faux.xml.nack.json")).contains("\"code\" : \"AM10\"", "110501", "110500.5", "\"paid\" : false");
            assertThat(Iso20022Schema.valid(journey.answer("faux.xml.nack.pain002.xml"))).contains("<OrgnlMsgId>PAIE-2026-11</OrgnlMsgId>", "<GrpSts>RJCT</GrpSts>", "<Cd>AM10</Cd>");
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }

    @Test
    void the_same_message_once_more_is_answered_as_a_duplicate_over_sftp_too() {
        try (Journey journey = new Journey(folder).withSftp().start()) {
            journey.drop("paie.xml", message(Pain.V03));
            journey.answer("paie.xml.result.xml");
            journey.upload("copie.xml", message(Pain.V03));
            assertThat(Iso20022Schema.valid(journey.answer(journey.sftp().folder("outbox").resolve("copie.xml.dup.pain002.xml"))))
                    .contains("<GrpSts>RJCT</GrpSts>", "<Cd>AM05</Cd>", "came before as paie.xml");
            assertThat(journey.sandbox().book().size()).isEqualTo(1);
        }
    }

    @Test
    void a_bad_row_may_refuse_the_whole_message() {
        try (Journey journey = new Journey(folder).set("payouts.on-invalid-row", "reject-file").start()) {
            journey.drop("paie.xml", message(Pain.V09));
            assertThat(Iso20022Schema.valid(journey.answer("paie.xml.nack.pain002.xml"))).contains("<AddtlInf>payment 3: the amount");
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }
}
