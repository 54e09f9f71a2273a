package io.tracelake.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {
    @Test
    void endsNumbersAtTheSamePlace() {
        var table = new TextTable(Column.text("name"), Column.number("rows"))
                .row("a", "1")
                .row("long name", "1,000");

        assertThat(table.lines(40)).containsExactly("name        rows", "a              1", "long name  1,000");
    }

    @Test
    void cutsTextButNeitherNumbersNorKeys() {
        var table = new TextTable(Column.key("id"), Column.text("name"), Column.number("rows"))
                .row("0123456789", "abcdefghijklmnop", "1,000,000");

        assertThat(table.lines(32))
                .containsExactly("id          name            rows", "0123456789  abcdefgh…  1,000,000");
    }

    @Test
    void leavesColumnsOutRatherThanBreakALineAndSaysSo() {
        var table = new TextTable(Column.key("id"), Column.text("name"), Column.text("user"))
                .row("0123456789", "abcdefghijklmnop", "abcdefghijklmnop");

        assertThat(table.lines(25))
                .containsExactly("id          name", "0123456789  abcdefghijkl…", "(too narrow for: user)");
    }

    @Test
    void letsTextTakeTheRestOfALineBesideColumns() {
        var table = new TextTable(Column.key("name"), Column.key("day"), Column.number("n"))
                .row("long name", "today", "1")
                .row(List.of("a", "FAILED"), "nobody answers");

        assertThat(table.lines())
                .containsExactly("name       day     n", "long name  today   1", "a          FAILED  nobody answers");
        assertThat(table.lines(24)).last().isEqualTo("a          FAILED  nobo…");
    }

    @Test
    void countsWideLettersTwice() {
        var table = new TextTable(Column.text("name"), Column.number("n"))
                .row("日本", "1")
                .row("ab", "2");

        assertThat(table.lines(40)).containsExactly("name  n", "日本  1", "ab    2");
    }

    @Test
    void letsNothingThroughThatWouldMoveTheCursor() {
        var table = new TextTable(Column.text("name"))
                .row("a\033[2Jb\nc\u009bd\u202ee\u2028f")
                .note("x\ry");

        assertThat(String.join("", table.lines(40))).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028]");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverExceedsTheWidthThatItsNumbersAndKeysAllow(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            var table =
                    new TextTable(Column.text("first"), Column.number("count"), Column.text("second"), Column.key("k"));
            for (int row = random.nextInt(5); row > 0; row--) {
                table.row(text(random), Integer.toString(random.nextInt(10_000)), text(random), "key");
                table.row(List.of(text(random)), text(random)).note(text(random));
            }
            int width = 14 + random.nextInt(120);
            assertThat(table.lines(width))
                    .allSatisfy(line -> assertThat(Cells.width(line)).isLessThanOrEqualTo(width));
        }
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(60), 0x20, 0x3100)
                .filter(Character::isDefined)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
