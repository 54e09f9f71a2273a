package io.tracelake.ingester.source;

import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.LlmApiKey;
import io.tracelake.client.organizations.Member;
import io.tracelake.client.organizations.OrganizationProjectDetails;
import io.tracelake.client.organizations.Related;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a project's members and keys: all with one request, and by itself what that doesn't show. The service may refuse
 * the whole because it refuses a part, leave out what its user may not see, or not know what to include: nothing shown
 * isn't nothing there.
 */
public final class DetailsReading {
    private static final Set<Related> ALL = Set.of(Related.USERS, Related.API_KEYS, Related.LLM_API_KEYS);
    /** Answers that depend on what is asked for: bad request, forbidden, missing, not processable. */
    private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 422);

    private final DetailsSource source;
    private final Map<Related, String> problems = new EnumMap<>(Related.class);

    private DetailsReading(DetailsSource source) {
        this.source = source;
    }

    /**
     * Asks once. What can't be read is a problem of the answer.
     *
     * @throws CallInterruptedException if the process is stopping
     */
    public static Details read(DetailsSource source, InstantSource clock) {
        var askedAt = clock.instant();
        var reading = new DetailsReading(source);
        try {
            var shown = reading.whole();
            List<Member> members = reading.members(shown);
            List<ApiKey> apiKeys = reading.apiKeys(shown);
            List<LlmApiKey> llmApiKeys = reading.llmApiKeys(shown, apiKeys != null);
            return new Details(askedAt, members, apiKeys, llmApiKeys, reading.problems);
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException e) {
            ALL.forEach(part -> reading.problems.put(part, String.valueOf(e.getMessage())));
            return new Details(askedAt, null, null, null, reading.problems);
        }
    }

    private @Nullable OrganizationProjectDetails whole() {
        try {
            return source.project().apply(ALL);
        } catch (ServiceException e) {
            if (isRefusal(e)) {
                return null;
            }
            throw e;
        }
    }

    /** Included members may come without the role that only the list of members tells. */
    private @Nullable List<Member> members(@Nullable OrganizationProjectDetails shown) {
        var members = shown == null ? List.<Member>of() : shown(shown, shown.members());
        return !members.isEmpty() && members.stream().allMatch(member -> member.role() != null)
                ? members
                : alone(Related.USERS, source.members(), members);
    }

    /** Included keys may come without the note that only the list of keys tells. */
    private @Nullable List<ApiKey> apiKeys(@Nullable OrganizationProjectDetails shown) {
        var keys = shown == null ? List.<ApiKey>of() : shown(shown, shown.apiKeys());
        return !keys.isEmpty() && keys.stream().allMatch(key -> key.note() != null)
                ? keys
                : alone(Related.API_KEYS, source.apiKeys(), keys);
    }

    private static <T> List<T> shown(OrganizationProjectDetails details, List<T> included) {
        return details.complete() ? included : List.of();
    }

    /** There is no list of these alone. Who may not see API keys may not see these either. */
    private @Nullable List<LlmApiKey> llmApiKeys(@Nullable OrganizationProjectDetails shown, boolean seesKeys) {
        var details = shown == null ? llmApiKeysAlone() : shown;
        if (details == null) {
            return null;
        }
        if (details.complete() && (seesKeys || !details.llmApiKeys().isEmpty())) {
            return details.llmApiKeys();
        }
        problems.put(Related.LLM_API_KEYS, "the service doesn't show them");
        return null;
    }

    private @Nullable OrganizationProjectDetails llmApiKeysAlone() {
        try {
            return source.project().apply(Set.of(Related.LLM_API_KEYS));
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException e) {
            problems.put(Related.LLM_API_KEYS, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The list that the service has for a part; if it has none, what it included of it, if anything. */
    private <T> @Nullable List<T> alone(Related part, Supplier<List<T>> list, List<T> included) {
        try {
            return list.get();
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException e) {
            if (isRefusal(e) && !included.isEmpty()) {
                return included;
            }
            problems.put(part, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static boolean isRefusal(ServiceException e) {
        return REFUSALS.contains(e.status());
    }
}
