package io.tracelake.ingester.simulation;

import static java.util.stream.Collectors.toSet;

import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.LlmApiKey;
import io.tracelake.client.organizations.Member;
import io.tracelake.client.organizations.OrganizationProject;
import io.tracelake.client.organizations.OrganizationProjectDetails;
import io.tracelake.client.organizations.Related;
import io.tracelake.ingester.source.DetailsSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** A project whose members and keys a service shows more or less well. */
public final class SimulatedDetails {
    public final Map<String, Member> members = new TreeMap<>();
    public final Map<String, ApiKey> apiKeys = new TreeMap<>();
    public final Map<String, LlmApiKey> llmApiKeys = new TreeMap<>();
    public final Set<String> asked = new TreeSet<>();

    private final RandomGenerator random;
    private final Map<Related, Set<String>> lastShown = new TreeMap<>();
    private final Map<Related, Set<String>> dropped = new TreeMap<>();
    private Mood mood = Mood.FINE;

    /** How the service answers during one reading. */
    public enum Mood {
        FINE,
        /** Refuses to show everything at once. */
        ONE_BY_ONE,
        /** Shows keys to nobody, and says so. */
        NO_KEYS,
        /** Shows keys to nobody, and doesn't say so. */
        SILENT,
        /** Doesn't know what to include. */
        MUTE,
        /** Lists lack something by mistake, never the same thing twice in a row. */
        PARTIAL,
        DOWN
    }

    public SimulatedDetails(RandomGenerator random) {
        this.random = random;
    }

    public void answer(Mood next) {
        mood = next;
        dropped.clear();
        if (next == Mood.PARTIAL) {
            lastShown.forEach((part, ids) -> dropped.put(
                    part,
                    ids.stream().sorted().filter(id -> random.nextInt(3) == 0).collect(toSet())));
        }
    }

    public DetailsSource source() {
        return new DetailsSource(
                this::project,
                () -> list("members", Related.USERS, members, false),
                () -> list("api keys", Related.API_KEYS, apiKeys, mood == Mood.NO_KEYS || mood == Mood.SILENT));
    }

    private OrganizationProjectDetails project(Set<Related> related) {
        asked.add("project " + new TreeSet<>(related));
        refuseIf(mood == Mood.DOWN, 500);
        refuseIf(mood == Mood.NO_KEYS || (mood == Mood.ONE_BY_ONE && related.size() > 1), 403);
        boolean keys = mood != Mood.SILENT;
        boolean all = mood != Mood.MUTE;
        return new OrganizationProjectDetails(
                new OrganizationProject("p", null, null, null, null, null, null, null),
                null,
                false,
                all && keys && related.contains(Related.API_KEYS) ? shown(Related.API_KEYS, apiKeys) : List.of(),
                all && keys && related.contains(Related.LLM_API_KEYS)
                        ? shown(Related.LLM_API_KEYS, llmApiKeys)
                        : List.of(),
                all && related.contains(Related.USERS) ? shown(Related.USERS, members) : List.of(),
                List.of(),
                all);
    }

    private <T> List<T> list(String what, Related part, Map<String, T> all, boolean forbidden) {
        asked.add(what);
        refuseIf(mood == Mood.DOWN, 500);
        refuseIf(forbidden, 403);
        return shown(part, all);
    }

    private <T> List<T> shown(Related part, Map<String, T> all) {
        var shown = new TreeMap<>(all);
        shown.keySet().removeAll(dropped.getOrDefault(part, Set.of()));
        lastShown.put(part, Set.copyOf(shown.keySet()));
        return List.copyOf(shown.values());
    }

    private static void refuseIf(boolean refused, int status) {
        if (refused) {
            throw new ServiceException(Integer.toString(status), status, null, null);
        }
    }
}
