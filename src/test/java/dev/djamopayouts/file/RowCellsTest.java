package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RowCellsTest {

    @Property(tries = 1000)
    void any_cells_come_back_as_they_were(@ForAll List<String> cells) {
        assertThat(RowCells.decode(RowCells.encode(cells))).isEqualTo(cells);
    }

    @Property(tries = 1000)
    void cells_full_of_marks_come_back_as_they_were(@ForAll("marked") List<String> cells) {
        String encoded = RowCells.encode(cells);
        assertThat(RowCells.decode(encoded)).isEqualTo(cells);
        assertThat(encoded).doesNotContain("\0");
    }

    @Test
    void no_cells_and_one_empty_cell_differ() {
        assertThat(RowCells.decode(RowCells.encode(List.of()))).isEmpty();
        assertThat(RowCells.decode(RowCells.encode(List.of("")))).containsExactly("");
        assertThat(RowCells.decode(RowCells.encode(List.of("", "")))).containsExactly("", "");
    }

    @Test
    void plain_cells_take_one_character_more_each() {
        assertThat(RowCells.encode(List.of("R1", "0707123456", "5000"))).isEqualTo("R1\t0707123456\t5000\t");
    }

    @Test
    void what_was_never_encoded_is_not_decoded() {
        assertThatIllegalArgumentException().isThrownBy(() -> RowCells.decode("a\tb")).withMessageContaining("no end");
        assertThatIllegalArgumentException().isThrownBy(() -> RowCells.decode("a\\\t")).withMessageContaining("backslash");
        assertThatIllegalArgumentException().isThrownBy(() -> RowCells.decode("a\\x\t")).withMessageContaining("backslash");
    }

    @Provide
    Arbitrary<List<String>> marked() {
        return Arbitraries.strings().withChars("\t\\\0t0,;\"\r\n aé").ofMaxLength(8).list().ofMaxSize(6);
    }
}
