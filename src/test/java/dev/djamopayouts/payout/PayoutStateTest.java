package dev.djamopayouts.payout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PayoutStateTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "RECEIVED   | RECEIVED CHECKED REJECTED HELD UNKNOWN",
        "HELD       | HELD RECEIVED REJECTED UNKNOWN",
        "CHECKED    | CHECKED SUBMITTING REJECTED HELD UNKNOWN",
        "SUBMITTING | CHECKED PENDING UNKNOWN COMPLETED FAILED REJECTED",
        "UNKNOWN    | UNKNOWN CHECKED PENDING COMPLETED FAILED REJECTED",
        "PENDING    | PENDING COMPLETED FAILED",
        "COMPLETED  | ''",
        "FAILED     | ''",
        "REJECTED   | ''"})
    void from_each_state_it_may_go_where_the_table_says_and_nowhere_else(PayoutState from, String table) {
        Set<PayoutState> allowed = EnumSet.noneOf(PayoutState.class);
        for (PayoutState to : PayoutState.values()) {
            if (from.mayBecome(to)) {
                allowed.add(to);
            }
        }
        assertThat(allowed).extracting(Enum::name)
                .containsExactlyInAnyOrder(table.isEmpty() ? new String[0] : table.split(" "));
    }

    @ParameterizedTest
    @EnumSource(PayoutState.class)
    void a_state_is_final_where_nothing_may_follow_it(PayoutState state) {
        boolean followed = false;
        for (PayoutState to : PayoutState.values()) {
            followed |= state.mayBecome(to);
        }
        assertThat(state.isFinal()).isEqualTo(!followed);
    }

    @Test
    void what_may_have_been_sent_is_never_held_and_never_received_again() {
        for (PayoutState sent : EnumSet.of(PayoutState.SUBMITTING, PayoutState.UNKNOWN, PayoutState.PENDING)) {
            assertThat(sent.mayBecome(PayoutState.HELD)).isFalse();
            assertThat(sent.mayBecome(PayoutState.RECEIVED)).isFalse();
        }
        assertThat(PayoutState.PENDING.mayBecome(PayoutState.REJECTED)).as("Djamo has it: it fails, it is not refused").isFalse();
        assertThat(PayoutState.PENDING.mayBecome(PayoutState.CHECKED)).as("it would be sent again").isFalse();
    }

    @ParameterizedTest
    @CsvSource({"RECEIVED,PDNG", "HELD,PDNG", "CHECKED,PDNG", "SUBMITTING,PDNG", "UNKNOWN,PDNG", "PENDING,ACSP", "COMPLETED,ACSC",
        "FAILED,RJCT", "REJECTED,RJCT"})
    void each_state_has_its_iso_20022_status(PayoutState state, String iso) {
        assertThat(state.isoStatus()).isEqualTo(iso);
    }
}
