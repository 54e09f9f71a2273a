package io.tracelake.client.analytics;

/**
 * The one column a page of traces is ordered by. There is no second one to break ties: only the id, within a closed
 * window, is a total order.
 */
public enum OrderBy {
    ID_ASC("id.asc"),
    ID_DESC("id.desc"),
    TIMESTAMP_ASC("timestamp.asc"),
    TIMESTAMP_DESC("timestamp.desc"),
    NAME_ASC("name.asc"),
    NAME_DESC("name.desc"),
    USER_ID_ASC("userId.asc"),
    USER_ID_DESC("userId.desc"),
    RELEASE_ASC("release.asc"),
    RELEASE_DESC("release.desc"),
    VERSION_ASC("version.asc"),
    VERSION_DESC("version.desc"),
    PUBLIC_ASC("public.asc"),
    PUBLIC_DESC("public.desc"),
    BOOKMARKED_ASC("bookmarked.asc"),
    BOOKMARKED_DESC("bookmarked.desc"),
    SESSION_ID_ASC("sessionId.asc"),
    SESSION_ID_DESC("sessionId.desc");

    private final String parameter;

    OrderBy(String parameter) {
        this.parameter = parameter;
    }

    String parameter() {
        return parameter;
    }
}
