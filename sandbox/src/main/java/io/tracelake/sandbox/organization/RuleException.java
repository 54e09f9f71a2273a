package io.tracelake.sandbox.organization;

import org.jspecify.annotations.Nullable;

/** A request that the organisation's rules refuse. Nothing has been changed. */
public final class RuleException extends RuntimeException {
    private final Kind kind;
    private final String title;
    private final @Nullable String field;

    private RuleException(Kind kind, String title, String detail, @Nullable String field) {
        super(detail, null, false, false);
        this.kind = kind;
        this.title = title;
        this.field = field;
    }

    static RuleException forbidden(String detail) {
        return new RuleException(Kind.FORBIDDEN, "Forbidden", detail, null);
    }

    static RuleException notFound(String detail) {
        return new RuleException(Kind.NOT_FOUND, "Not Found", detail, null);
    }

    static RuleException conflict(String detail) {
        return new RuleException(Kind.CONFLICT, "Conflict", detail, null);
    }

    /** Refused because of what is stored, not because of one field. */
    static RuleException invalid(String title, String detail) {
        return new RuleException(Kind.INVALID, title, detail, null);
    }

    public static RuleException invalidField(String field, String detail) {
        return new RuleException(Kind.INVALID, "Invalid", field + " " + detail, field);
    }

    public Kind kind() {
        return kind;
    }

    public String title() {
        return title;
    }

    /** The attribute that is at fault, if it is one. */
    public @Nullable String field() {
        return field;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    public enum Kind {
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        INVALID
    }
}
