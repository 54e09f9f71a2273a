package io.tracelake.app.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table for people, fitted to a width. Elastic columns are cut first, the widest most; if that doesn't suffice they
 * are left out from the right, which a line below the table says. Not thread-safe.
 */
public final class TextTable {
    private static final int GAP = 2;
    private static final String SPACE = " ".repeat(GAP);
    private static final int LEAST = 8;

    private final List<Column> columns;
    private final List<Line> lines = new ArrayList<>();

    private sealed interface Line {}

    /** Cells of the first columns, or of all, and the rest of the line. */
    private record Row(List<String> cells, String rest) implements Line {}

    private record Note(String text) implements Line {}

    public TextTable(Column... columns) {
        this.columns = List.of(columns);
    }

    /** A row, a cell for each column. */
    public TextTable row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        return row(List.of(cells), "");
    }

    /** A row, a cell for each of the first columns; {@code rest} is as long as it likes, cut at the width. */
    public TextTable row(List<String> first, String rest) {
        lines.add(new Row(first.stream().map(Cells::printable).toList(), Cells.printable(rest)));
        return this;
    }

    /** A line of text between the rows, cut at the width. */
    public TextTable note(String text) {
        lines.add(new Note(Cells.printable(text)));
        return this;
    }

    /** Titles, rows and notes with nothing cut, however wide. */
    public List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /** Titles, rows and notes, none wider than {@code width} unless what can't be cut is wider alone. */
    public List<String> lines(int width) {
        var shown = shown(width);
        int[] widths = fit(shown, width);
        var text = new ArrayList<String>();
        text.add(line(columns.stream().map(Column::title).toList(), shown, widths));
        for (Line line : lines) {
            text.add(
                    switch (line) {
                        case Row(var cells, var rest) when rest.isEmpty() -> line(cells, shown, widths);
                        case Row(var cells, var rest) -> Cells.cut(padded(cells, shown, widths) + SPACE + rest, width);
                        case Note(var note) -> Cells.cut(note, width);
                    });
        }
        if (shown.size() < columns.size()) {
            text.add(Cells.cut("(too narrow for: " + missing(shown) + ")", width));
        }
        return text;
    }

    private List<Integer> shown(int width) {
        var shown = new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        for (int i = columns.size() - 1; i >= 0 && least(shown) > width; i--) {
            if (columns.get(i).elastic()) {
                shown.remove(Integer.valueOf(i));
            }
        }
        return shown;
    }

    private int least(List<Integer> shown) {
        return shown.stream().mapToInt(this::least).sum() + GAP * Math.max(0, shown.size() - 1);
    }

    private int least(int column) {
        int natural = natural(column);
        return columns.get(column).elastic()
                ? Math.min(
                        natural, Math.max(LEAST, Cells.width(columns.get(column).title())))
                : natural;
    }

    private int natural(int column) {
        int widest = Cells.width(columns.get(column).title());
        for (Line line : lines) {
            if (line instanceof Row row && column < row.cells().size()) {
                widest = Math.max(widest, Cells.width(row.cells().get(column)));
            }
        }
        return widest;
    }

    private int[] fit(List<Integer> shown, int width) {
        int[] widths = shown.stream().mapToInt(this::natural).toArray();
        int[] least = shown.stream().mapToInt(this::least).toArray();
        int excess = Arrays.stream(widths).sum() + GAP * Math.max(0, widths.length - 1) - width;
        for (; excess > 0; excess--) {
            int widest = -1;
            for (int i = 0; i < widths.length; i++) {
                if (widths[i] > least[i] && (widest < 0 || widths[i] > widths[widest])) {
                    widest = i;
                }
            }
            if (widest < 0) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private String line(List<String> cells, List<Integer> shown, int[] widths) {
        return padded(cells, shown, widths).stripTrailing();
    }

    private String padded(List<String> cells, List<Integer> shown, int[] widths) {
        return IntStream.range(0, widths.length)
                .filter(i -> shown.get(i) < cells.size())
                .mapToObj(i -> cell(columns.get(shown.get(i)), cells.get(shown.get(i)), widths[i]))
                .collect(Collectors.joining(SPACE));
    }

    private static String cell(Column column, String text, int width) {
        String cut = Cells.cut(text, width);
        return column.right() ? Cells.right(cut, width) : Cells.left(cut, width);
    }

    private String missing(List<Integer> shown) {
        return IntStream.range(0, columns.size())
                .filter(i -> !shown.contains(i))
                .mapToObj(i -> columns.get(i).title())
                .collect(Collectors.joining(", "));
    }
}
