package io.tracelake.ingester.keys;

import io.tracelake.client.KeyPair;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.KeySource;
import io.tracelake.ingester.config.StaticProject;
import io.tracelake.ingester.discovery.ProjectDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key pair with which its owner reads one project: looked up or made when first needed, replaced before it expires
 * and when it is refused. A pair is used once it has proved to open this project and no other. For one thread at a time.
 */
public final class ProjectKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectKeys.class);
    private static final Duration RETRY = Duration.ofMinutes(1);

    private final String projectId;
    private final KeyConfig config;
    private final KeyOffers offers;
    private final AnalyticsClient analytics;
    private final @Nullable KeyMint mint;
    private final InstantSource clock;
    private @Nullable HeldKey held;
    private @Nullable HeldKey refused;
    private Instant cleanAt;
    private Instant mintAgainAt = Instant.MIN;

    /**
     * Keys of a project that has just been taken over.
     *
     * @param proveOwnership throws if another instance owns the project
     */
    public ProjectKeys(
            String projectId,
            KeyConfig config,
            ProjectDirectory directory,
            AnalyticsClient analytics,
            Runnable proveOwnership,
            InstantSource clock) {
        this.projectId = projectId;
        this.config = config;
        this.offers = new KeyOffers(directory);
        this.analytics = analytics;
        OrganizationsClient organizations = directory.organizations();
        this.mint = organizations != null && config.sources().contains(KeySource.MINT)
                ? new KeyMint(projectId, config, organizations, configuredKeys(directory), proveOwnership, clock)
                : null;
        this.clock = clock;
        this.cleanAt = mint == null ? Instant.MAX : Instant.MIN;
    }

    /**
     * Asks the analytics service. If it refuses the pair altogether, the same is asked once more with another one.
     *
     * @throws KeysUnavailableException if there is no pair
     * @throws CredentialsRefusedException if the service refuses the other one too, or only this question
     * @throws ServiceException if a service gives no usable answer
     */
    public <T> T ask(Function<KeyPair, T> question) {
        HeldKey key = current();
        try {
            return ask(key, question);
        } catch (CredentialsRefusedException e) {
            if (opensItsProject(key)) {
                throw e;
            }
            drop();
            if (clock.instant().isBefore(mintAgainAt)) {
                throw e;
            }
            LOG.info(
                    "project {}: key {} is refused, looking for another",
                    projectId,
                    key.pair().publicKey());
        }
        return ask(current(), question);
    }

    /** A service may refuse one question to a pair that is good for others. */
    private boolean opensItsProject(HeldKey key) {
        try {
            return analytics.ownProject(key.pair()).id().equals(projectId);
        } catch (CredentialsRefusedException refusedAltogether) {
            return false;
        }
    }

    private Set<String> configuredKeys(ProjectDirectory directory) {
        StaticProject configured = directory.configured(projectId);
        return configured == null ? Set.of() : Set.of(configured.keys().publicKey());
    }

    private static <T> T ask(HeldKey key, Function<KeyPair, T> question) {
        T answer = key.hasWorked() || key.mintedId() == null
                ? question.apply(key.pair())
                : Patience.await(() -> question.apply(key.pair()));
        key.worked();
        return answer;
    }

    private void drop() {
        refused = held;
        held = null;
        cleanAt = mint == null ? Instant.MAX : Instant.MIN;
    }

    /** Removes minted keys that aren't needed any more, once the pair in use has given data. */
    public void clean() {
        Instant now = clock.instant();
        HeldKey inUse = held;
        if (mint == null || inUse == null || !inUse.hasWorked() || now.isBefore(cleanAt)) {
            return;
        }
        try {
            mint.removeAllBut(inUse);
            cleanAt = Instant.MAX;
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException | KeysUnavailableException failure) {
            LOG.warn("project {}: keys that nobody needs stay for now: {}", projectId, failure.getMessage());
            cleanAt = now.plus(RETRY);
        }
    }

    /** Takes note of a complete list of the project's API keys. */
    public void noticed(List<ApiKey> listed) {
        HeldKey inUse = held;
        if (mint == null || inUse == null) {
            return;
        }
        if (mint.isToReplace(listed, inUse)) {
            inUse.replaceAt(Instant.MIN);
        } else if (mint.hasOthers(listed, inUse) && cleanAt.equals(Instant.MAX)) {
            cleanAt = Instant.MIN;
        }
    }

    private HeldKey current() {
        HeldKey key = held;
        if (key == null) {
            key = obtain();
        } else if (key.isDue(clock.instant())) {
            key = replacement(key);
        }
        held = key;
        return key;
    }

    private HeldKey obtain() {
        var reasons = new ArrayList<KeysUnavailableException>();
        for (KeySource source : config.sources()) {
            try {
                return proven(source);
            } catch (KeysUnavailableException e) {
                reasons.add(e);
            } catch (CredentialsRefusedException e) {
                reasons.add(new KeysUnavailableException("credentials-refused", String.valueOf(e.getMessage())));
            }
        }
        throw KeysUnavailableException.of(reasons);
    }

    private HeldKey proven(KeySource source) {
        return switch (source) {
            case STATIC -> proven(HeldKey.given(offers.configured(projectId)));
            case DISCOVER -> proven(HeldKey.given(offers.discovered(projectId)));
            case MINT -> minted(refused);
        };
    }

    private HeldKey minted(@Nullable HeldKey before) {
        if (mint == null) {
            throw KeysUnavailableException.noKeys("no organizations service is configured that could make a key");
        }
        HeldKey key = mint.make(before);
        mintAgainAt = clock.instant().plus(RETRY);
        try {
            return Patience.await(() -> proven(key));
        } catch (RuntimeException useless) {
            mint.discard(key);
            throw useless;
        }
    }

    /** The service goes by the secret alone, so a mixed-up pair would deliver another project's traces. */
    private HeldKey proven(HeldKey key) {
        String opened = analytics.ownProject(key.pair()).id();
        if (!opened.equals(projectId)) {
            throw new KeysUnavailableException("identity-mismatch", "its key pair opens project " + opened);
        }
        return key;
    }

    /** A new key in place of one that still works, or that one if there can't be a new one for now. */
    private HeldKey replacement(HeldKey inUse) {
        try {
            HeldKey key = minted(inUse);
            cleanAt = Instant.MIN;
            return key;
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException | KeysUnavailableException failure) {
            LOG.warn("project {}: its key can't be replaced yet: {}", projectId, failure.getMessage());
            inUse.replaceAt(clock.instant().plus(RETRY));
            return inUse;
        }
    }
}
