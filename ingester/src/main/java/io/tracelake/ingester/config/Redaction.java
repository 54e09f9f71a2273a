package io.tracelake.ingester.config;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What is replaced in every trace before anything of it leaves the process.
 *
 * @param pointers places whose values are replaced, whatever they are
 * @param expressions texts that are replaced wherever they occur in a string
 */
public record Redaction(List<Pointer> pointers, List<Expression> expressions) {
    public static final Redaction NONE = new Redaction(List.of(), List.of());
    public static final String REPLACEMENT = "[redacted]";

    /** Without these a trace can't be told from others, placed or counted; their values are no free text. */
    private static final Set<String> NEEDED = Set.of(
            "id",
            "timestamp",
            "projectId",
            "createdAt",
            "updatedAt",
            "latency",
            "totalCost",
            "observations",
            "scores",
            "public",
            "bookmarked");

    public Redaction {
        pointers = List.copyOf(pointers);
        expressions = List.copyOf(expressions);
    }

    public boolean isEmpty() {
        return pointers.isEmpty() && expressions.isEmpty();
    }

    /**
     * A place in a trace.
     *
     * @param path names of members or indexes, from the trace on; {@code *} for any
     */
    public record Pointer(List<String> path, String replacement) {
        public static final String ANY = "*";

        public Pointer {
            path = List.copyOf(path);
        }

        /**
         * Reads a JSON pointer.
         *
         * @throws IllegalArgumentException if it is none, or leads to what a trace can't be without
         */
        public static Pointer of(String text, String replacement) {
            if (!text.startsWith("/") || text.length() < 2) {
                throw new IllegalArgumentException("must begin with a slash and name a member, such as /input/secret");
            }
            List<String> path = Arrays.stream(text.substring(1).split("/", -1))
                    .map(part -> part.replace("~1", "/").replace("~0", "~"))
                    .toList();
            if (NEEDED.contains(path.getFirst())) {
                throw new IllegalArgumentException(
                        "must not lead to '" + path.getFirst() + "', which a trace can't be without");
            }
            return new Pointer(path, replacement);
        }

        /** Whether the place may be inside the value of this member, at a depth at which it was not ruled out before. */
        public boolean goesThrough(String name, int depth) {
            String part = path.get(depth);
            return part.equals(ANY) || part.equals(name);
        }
    }

    /** A regular expression whose time grows with the text and not with its own oddities: no backtracking. */
    public record Expression(Pattern pattern, String replacement) {
        /**
         * Reads an expression in the syntax of RE2.
         *
         * @throws IllegalArgumentException if it is none
         */
        public static Expression of(String text, String replacement) {
            try {
                Pattern pattern = Pattern.compile(text);
                if (pattern.matches("")) {
                    throw new IllegalArgumentException("must not match an empty text");
                }
                return new Expression(pattern, replacement);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "is no regular expression of RE2 (which has no look-around and no back-references): "
                                + e.getDescription(),
                        e);
            }
        }
    }
}
