package io.tracelake.client.analytics;

import io.tracelake.client.json.Cut;
import io.tracelake.client.json.Decimals;
import io.tracelake.client.json.Extras;
import io.tracelake.client.json.JsonCursor;
import io.tracelake.client.json.ShapeException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The members of a trace, those outside the published schema included: project, creation, update, bookmark. */
final class TraceMembers implements Members<TraceRow> {
    /** What the service sends for latency and cost that weren't asked for. */
    private static final BigDecimal LEFT_OUT = BigDecimal.ONE.negate();

    private static final Set<String> PAYLOAD = Set.of("input", "output", "metadata");

    private final Extras extras = new Extras();
    private @Nullable String id;
    private @Nullable Instant timestamp;
    private @Nullable String name;
    private @Nullable String userId;
    private @Nullable String sessionId;
    private @Nullable String release;
    private @Nullable String version;
    private @Nullable String environment;
    private List<String> tags = List.of();
    private @Nullable Boolean isPublic;
    private @Nullable Boolean bookmarked;
    private @Nullable String input;
    private @Nullable String output;
    private @Nullable String metadata;
    private final Map<String, Cut> cuts = new TreeMap<>();
    private @Nullable Long latencyMillis;
    private @Nullable BigDecimal totalCost;
    private List<String> observationIds = List.of();
    private List<String> scoreIds = List.of();
    private @Nullable String htmlPath;
    private @Nullable String externalId;
    private @Nullable String projectId;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;

    @Override
    public void read(String member, JsonCursor json) throws ShapeException {
        Cut cut = json.cut();
        if (cut != null && !PAYLOAD.contains(member)) {
            throw new ShapeException(cut.bytes() + " bytes, more than can be read");
        }
        switch (member) {
            case "id" -> id = json.string();
            case "timestamp" -> timestamp = json.instant();
            case "name" -> name = json.string();
            case "userId" -> userId = json.string();
            case "sessionId" -> sessionId = json.string();
            case "release" -> release = json.string();
            case "version" -> version = json.string();
            case "environment" -> environment = json.string();
            case "tags" -> tags = json.strings();
            case "public" -> isPublic = json.bool();
            case "bookmarked" -> bookmarked = json.bool();
            case "input" -> input = payload(member, json, cut);
            case "output" -> output = payload(member, json, cut);
            case "metadata" -> metadata = payload(member, json, cut);
            case "latency" -> latencyMillis = millis(json.number());
            case "totalCost" -> totalCost = cost(json.numberOrText());
            case "observations" -> observationIds = ids(json);
            case "scores" -> scoreIds = ids(json);
            case "htmlPath" -> htmlPath = json.string();
            case "externalId" -> externalId = json.string();
            case "projectId" -> projectId = json.string();
            case "createdAt" -> createdAt = json.instant();
            case "updatedAt" -> updatedAt = json.instant();
            case "_deprecation" -> json.skip();
            default -> extras.put(Reserved.escaped(member), json.raw());
        }
    }

    private @Nullable String payload(String member, JsonCursor json, @Nullable Cut cut) {
        if (cut == null) {
            cuts.remove(member);
        } else {
            cuts.put(member, cut);
        }
        return json.rawOrNull();
    }

    @Override
    public TraceRow build() throws ShapeException {
        String traceId = Members.required("id", id);
        if (traceId.isEmpty()) {
            throw new ShapeException("id: empty");
        }
        return new TraceRow(
                traceId,
                Members.required("timestamp", timestamp),
                name,
                userId,
                sessionId,
                release,
                version,
                environment,
                tags,
                isPublic,
                bookmarked,
                input,
                output,
                metadata,
                latencyMillis,
                totalCost,
                observationIds,
                scoreIds,
                htmlPath,
                externalId,
                projectId,
                createdAt,
                updatedAt,
                extras.json(),
                cuts);
    }

    @Override
    public Map<String, Cut> cuts() {
        return cuts;
    }

    @Override
    public @Nullable Instant timestamp() {
        return timestamp;
    }

    /** Seconds carry the noise of a binary float (1.003999948501587 for 1.004), so only milliseconds mean anything. */
    private static @Nullable Long millis(@Nullable BigDecimal seconds) throws ShapeException {
        if (seconds == null || seconds.compareTo(LEFT_OUT) == 0) {
            return null;
        }
        return Decimals.fit(seconds, 18, 3).unscaledValue().longValueExact();
    }

    private static @Nullable BigDecimal cost(@Nullable BigDecimal dollars) throws ShapeException {
        if (dollars == null || dollars.compareTo(LEFT_OUT) == 0) {
            return null;
        }
        return Decimals.fit(dollars, 18, 12);
    }

    /** Ids in a list of traces, whole objects with an id in a single trace. */
    private static List<String> ids(JsonCursor json) throws ShapeException {
        List<String> ids = new ArrayList<>();
        if (json.arrayOrNull()) {
            while (json.nextElement()) {
                ids.add(Members.required("id", json.atObject() ? idOfObject(json) : json.string()));
            }
        }
        return ids;
    }

    private static @Nullable String idOfObject(JsonCursor json) throws ShapeException {
        String id = null;
        for (String member = json.nextMember(); member != null; member = json.nextMember()) {
            if (member.equals("id")) {
                id = json.string();
            } else {
                json.skip();
            }
        }
        return id;
    }
}
