package io.tracelake.ingester.state;

import io.tracelake.schemas.IngestRequest;
import io.tracelake.schemas.RequestKind;
import io.tracelake.schemas.Topics;
import java.util.Locale;

/** What tells the requests of a project apart. Two requests may follow each other under one id. */
public record RequestId(RequestKind kind, String id) {

    public static RequestId of(IngestRequest request) {
        return new RequestId(request.getKind(), request.getRequestId());
    }

    /** Reads what {@link #toString} wrote; a kind that nobody knows here is UNKNOWN. */
    public static RequestId parse(String text) {
        int slash = text.indexOf('/');
        String kind = text.substring(0, Math.max(0, slash));
        for (RequestKind known : RequestKind.values()) {
            if (text(known).equals(kind)) {
                return new RequestId(known, text.substring(slash + 1));
            }
        }
        return new RequestId(RequestKind.UNKNOWN, text);
    }

    /** Key of a request in {@code ingest-requests}. */
    public static String key(IngestRequest request) {
        String project = request.getProjectId();
        return Topics.key(project == null ? "" : project, of(request).toString());
    }

    @Override
    public String toString() {
        return kind == RequestKind.UNKNOWN ? id : text(kind) + '/' + id;
    }

    private static String text(RequestKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
