package io.tracelake.ingester.publish;

import static java.util.Comparator.comparing;

import io.tracelake.ingester.state.ListedRows;
import io.tracelake.ingester.state.StateKey;
import io.tracelake.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the changelog of the things of one kind that a project lists: a revision of what is new or has changed, and of
 * what two lists in a row lack, since one may lack it by mistake. Not thread-safe.
 *
 * @param <V> the record, with the columns {@code revision} and {@code observed_at}
 */
final class ListedRevisions<V extends SpecificRecord> {
    /** What a service says of one thing, at most. */
    static final int MAX_ROW_BYTES = 64 * 1024;

    /** What is remembered of one kind in a project, at most: some 200,000 members. */
    static final long MAX_BYTES = 64L * 1024 * 1024;

    private static final int MAX_ID_LENGTH = 1_000;
    private static final Logger LOG = LoggerFactory.getLogger(ListedRevisions.class);

    private final Outbox outbox;
    private final Topic<V> topic;
    private final StateKey.Kind kind;
    private final Schema.Field status;
    private final String gone;
    private Set<String> doubtful = Set.of();
    private boolean warned;

    /**
     * A changelog.
     *
     * @param status the column that says how the thing stands
     * @param gone what that column says of a thing that isn't listed any more
     */
    ListedRevisions(Outbox outbox, Topic<V> topic, StateKey.Kind kind, String status, String gone) {
        this.outbox = outbox;
        this.topic = topic;
        this.kind = kind;
        this.status = topic.schema().getField(status);
        this.gone = gone;
    }

    /**
     * Adds what has changed since the list before. Of several rows of one id always the same one is taken.
     *
     * @param listed all there is; revision and time of observation are filled in here
     */
    void add(List<V> listed, Function<V, String> id, Instant observedAt) {
        var rows = new TreeMap<String, V>();
        for (V row : listed) {
            rows.merge(id.apply(row), row, BinaryOperator.maxBy(comparing(topic::encode, Arrays::compare)));
        }
        rows.forEach((each, row) -> carry(each, row, observedAt));
        carryGone(rows, observedAt);
    }

    private void carryGone(Map<String, V> listed, Instant observedAt) {
        var missing = new HashSet<String>();
        for (String id : known().ids()) {
            V row = listed.containsKey(id) ? null : topic.decode(known().get(id));
            if (row == null || gone.equals(row.get(status.pos()))) {
                continue;
            }
            if (doubtful.contains(id)) {
                row.put(status.pos(), gone);
                carry(id, row, observedAt);
            } else {
                missing.add(id);
            }
        }
        if (!missing.isEmpty()) {
            LOG.info(
                    "project {} doesn't list {} of its {} any more; waiting for it to say so again",
                    outbox.projectId(),
                    missing.size(),
                    topic);
        }
        doubtful = missing;
    }

    private void carry(String id, V row, Instant observedAt) {
        byte[] known = known().get(id);
        int revision = 1;
        if (known != null) {
            V before = topic.decode(known);
            revision = Math.addExact((int) before.get(position("revision")), 1);
            stamp(row, revision - 1, (Instant) before.get(position("observed_at")));
            if (Arrays.equals(topic.encode(row), topic.encode(before))) {
                return;
            }
        }
        stamp(row, revision, observedAt);
        byte[] value = topic.encode(row);
        if (!isReasonable(id, value, known == null)) {
            warn();
            return;
        }
        outbox.add(topic, value, new StateKey(outbox.projectId(), kind, id));
        if (outbox.isFull()) {
            outbox.flush();
        }
    }

    /** An id has to survive being part of a key. */
    private boolean isReasonable(String id, byte[] value, boolean isNew) {
        return value.length <= MAX_ROW_BYTES
                && !id.isBlank()
                && id.length() <= MAX_ID_LENGTH
                && StandardCharsets.UTF_8.newEncoder().canEncode(id)
                && (!isNew || known().bytes() + value.length <= MAX_BYTES);
    }

    private void warn() {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "project {}: some {} are left out: more than {} bytes of one or {} of all, or an id that can't be part of a key",
                    outbox.projectId(),
                    topic,
                    MAX_ROW_BYTES,
                    MAX_BYTES);
        }
    }

    private void stamp(V row, int revision, Instant observedAt) {
        row.put(position("revision"), revision);
        row.put(position("observed_at"), observedAt);
    }

    private int position(String column) {
        return topic.schema().getField(column).pos();
    }

    private ListedRows known() {
        return outbox.state().rows(kind);
    }
}
