package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerFailedTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "08004 | The server requested SCRAM-based authentication, but no password was provided. | give ledger.password, LEDGER_PASSWORD",
        "28P01 | FATAL: password authentication failed for user x | see that ledger.username and ledger.password",
        "28000 | FATAL: role x does not exist | see that ledger.username and ledger.password",
        "3D000 | FATAL: database x does not exist | make it, or put ledger.url right",
        "42P01 | ERROR: relation payout_file does not exist | no ledger is there yet",
        "42P01 | ERROR: relation payout_notice does not exist | its form is that of an older version",
        "08001 | Connection to h:5432 refused. | then start this again"})
    void what_the_database_says_has_its_remedy_and_one_who_ends_promises_nothing(String state, String said, String remedy) {
        assertThat(LedgerFailed.from(new SQLException(said, state)).asTheEnd()).contains(remedy, said)
                .doesNotContain("resumes by itself");
    }
}
