package io.tracelake.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.app.output.TerminalSize;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTest {
    private static final TerminalSize WIDE = new TerminalSize(80, 24);

    private final StringWriter out = new StringWriter();
    private final Terminal terminal =
            new Terminal(new PrintWriter(out), true, () -> WIDE, List::of, InstantSource.system());

    @Test
    void drawsOverWhatItHasDrawn() {
        assertThat(draw(WIDE, "a", "b", "c")).isEqualTo("a\nb\nc\n");
        assertThat(draw(WIDE, "d")).isEqualTo("\033[3A\r\033[Jd\n");
        assertThat(draw(WIDE, "e")).startsWith("\033[1A");
    }

    /** The terminal breaks lines that it already shows when its window becomes narrower. */
    @Test
    void findsTheBeginningAlsoAfterTheWindowWasNarrowed() {
        draw(WIDE, "x".repeat(80), "short", "");
        assertThat(draw(new TerminalSize(30, 24), "y")).startsWith("\033[5A");
    }

    @Test
    void staysOnTheScreen() {
        var low = new TerminalSize(80, 4);
        assertThat(draw(low, "1", "2", "3", "4", "5", "6")).isEqualTo("1\n2\n(4 more lines)\n");
        assertThat(draw(low, "1")).startsWith("\033[3A");
    }

    private String draw(TerminalSize size, String... lines) {
        out.getBuffer().setLength(0);
        terminal.draw(List.of(lines), size);
        return out.toString();
    }
}
