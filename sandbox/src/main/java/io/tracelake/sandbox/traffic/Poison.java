package io.tracelake.sandbox.traffic;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A record of the list, or a single trace, with one member that is not as the service's contract says. */
public enum Poison {
    ID_MISSING("id", null, Verdict.REFUSE),
    ID_NULL("id", "null", Verdict.REFUSE),
    ID_EMPTY("id", "\"\"", Verdict.REFUSE),
    ID_OBJECT("id", "{\"id\":\"a\"}", Verdict.REFUSE),
    ID_ARRAY("id", "[\"a\"]", Verdict.REFUSE),
    TIMESTAMP_MISSING("timestamp", null, Verdict.REFUSE),
    TIMESTAMP_NULL("timestamp", "null", Verdict.REFUSE),
    TIMESTAMP_OBJECT("timestamp", "{}", Verdict.REFUSE),
    TIMESTAMP_TRUE("timestamp", "true", Verdict.REFUSE),
    TIMESTAMP_WORDS("timestamp", "\"yesterday\"", Verdict.REFUSE),
    TIMESTAMP_NO_SUCH_DAY("timestamp", "\"2026-02-30T00:00:00.000Z\"", Verdict.REFUSE),
    TIMESTAMP_NO_SUCH_TIME("timestamp", "\"2026-11-20T25:61:61.000Z\"", Verdict.REFUSE),
    TIMESTAMP_TOO_FAR("timestamp", "\"+275760-09-13T00:00:00.000Z\"", Verdict.REFUSE),
    CREATED_AT_OBJECT("createdAt", "{}", Verdict.REFUSE),
    CREATED_AT_WORDS("createdAt", "\"never\"", Verdict.REFUSE),
    UPDATED_AT_ARRAY("updatedAt", "[]", Verdict.REFUSE),
    UPDATED_AT_NO_SUCH_DAY("updatedAt", "\"2026-13-45T00:00:00.000Z\"", Verdict.REFUSE),
    NAME_OBJECT("name", "{\"en\":\"chat\"}", Verdict.REFUSE),
    USER_ID_ARRAY("userId", "[1]", Verdict.REFUSE),
    SESSION_ID_OBJECT("sessionId", "{}", Verdict.REFUSE),
    RELEASE_ARRAY("release", "[]", Verdict.REFUSE),
    VERSION_OBJECT("version", "{\"major\":1}", Verdict.REFUSE),
    ENVIRONMENT_ARRAY("environment", "[\"default\"]", Verdict.REFUSE),
    TAGS_OBJECT("tags", "{\"beta\":true}", Verdict.REFUSE),
    TAGS_OF_OBJECTS("tags", "[{\"name\":\"beta\"}]", Verdict.REFUSE),
    PUBLIC_OBJECT("public", "{}", Verdict.REFUSE),
    PUBLIC_WORDS("public", "\"perhaps\"", Verdict.REFUSE),
    BOOKMARKED_ARRAY("bookmarked", "[true]", Verdict.REFUSE),
    COST_WORDS("totalCost", "\"n/a\"", Verdict.REFUSE),
    COST_NAN_TEXT("totalCost", "\"NaN\"", Verdict.REFUSE),
    COST_OBJECT("totalCost", "{\"usd\":1}", Verdict.REFUSE),
    COST_HUGE("totalCost", "1e400", Verdict.REFUSE),
    LATENCY_ARRAY("latency", "[1.5]", Verdict.REFUSE),
    LATENCY_INFINITE("latency", "\"Infinity\"", Verdict.REFUSE),
    LATENCY_HUGE("latency", "-1e308", Verdict.REFUSE),

    NAME_LONE_SURROGATE("name", "\"\\ud800\"", Verdict.MAY_CARRY),
    NAME_NUL("name", "\"a\\u0000b\"", Verdict.MAY_CARRY),
    NAME_LONG("name", Fillings.LONG, Verdict.MAY_CARRY),
    TAGS_MANY("tags", Fillings.MANY, Verdict.MAY_CARRY),
    TAGS_NULL("tags", "null", Verdict.MAY_CARRY),
    METADATA_DEEP("metadata", Fillings.DEEP, Verdict.MAY_CARRY),
    VERSION_NUMBER("version", "2", Verdict.MAY_CARRY),
    ID_TWICE("id", Fillings.TWICE, Verdict.MAY_CARRY),

    COST_NAN("totalCost", "NaN", Verdict.BREAKS_PAGE),
    NAME_RAW_CONTROL("name", "\"a\nb\"", Verdict.BREAKS_PAGE),
    METADATA_UNCLOSED("metadata", "{\"a\":[1", Verdict.BREAKS_PAGE);

    private final String member;
    private final @Nullable String json;
    private final Verdict verdict;

    Poison(String member, @Nullable String json, Verdict verdict) {
        this.member = member;
        this.json = json;
        this.verdict = verdict;
    }

    /** The member that is wrong. */
    public String member() {
        return member;
    }

    /** What stands in the place of its value; null if the member is missing. */
    public @Nullable String json() {
        return json;
    }

    /** Whether the member comes a second time, rightly. */
    public boolean isRepeated() {
        return this == ID_TWICE;
    }

    public Verdict verdict() {
        return verdict;
    }

    /** Those that no client can carry in typed columns. */
    public static Set<Poison> refused() {
        return Arrays.stream(values())
                .filter(poison -> poison.verdict == Verdict.REFUSE)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What a client has to make of it. */
    public enum Verdict {
        /** No column of the right type holds it. */
        REFUSE,
        /** Strange, but JSON and of the right type, or so near that both are fair. */
        MAY_CARRY,
        /** No JSON: a reader of the whole page can't tell where the record ends. */
        BREAKS_PAGE
    }

    private static final class Fillings {
        static final String LONG = "\"" + "long ".repeat(200_000) + "\"";
        static final String MANY = "[" + "\"tag\",".repeat(9_999) + "\"tag\"]";
        static final String DEEP = "[".repeat(5_000) + "]".repeat(5_000);
        static final String TWICE = "\"the-first-of-two\"";
    }
}
