package io.tracelake.app.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns, texts to the left and numbers to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> titles;
    private final int texts;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * A table without rows.
     *
     * @param texts columns, from the left, that hold text; all others hold numbers
     */
    public Table(int texts, String... titles) {
        this.titles = List.of(titles);
        this.texts = texts;
    }

    /** Adds a row; one of fewer cells than columns ends in a text of any length. */
    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(line(titles));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private String line(List<String> cells) {
        var line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            boolean free = i == cells.size() - 1 && cells.size() < titles.size();
            String padding = free ? "" : " ".repeat(width(i) - cells.get(i).length());
            line.append(i == 0 ? "" : GAP).append(i < texts || free ? cells.get(i) + padding : padding + cells.get(i));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int width = titles.get(column).length();
        for (var row : rows) {
            boolean padded = column < row.size() - 1 || row.size() == titles.size();
            if (padded) {
                width = Math.max(width, row.get(column).length());
            }
        }
        return width;
    }
}
