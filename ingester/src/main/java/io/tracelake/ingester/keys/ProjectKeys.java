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
import io.tracelake.ingester.discovery.ProjectDirectory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
    /** A service that doesn't know a new key after so long never will. */
    private static final Duration LONGEST_PENDING = Duration.ofMinutes(15);

    private final String projectId;
    private final KeyConfig config;
    private final KeyOffers offers;
    private final AnalyticsClient analytics;
    private final @Nullable KeyMint mint;
    private final MintingPace pace;
    private final InstantSource clock;
    private @Nullable HeldKey held;
    private @Nullable HeldKey lost;
    private @Nullable MintedKey pending;
    private Instant cleanAt = Instant.MIN;

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
        this.offers = new KeyOffers(directory, config);
        this.analytics = analytics;
        OrganizationsClient organizations = directory.organizations();
        this.mint = organizations != null && config.sources().contains(KeySource.MINT)
                ? new KeyMint(projectId, config, organizations, offers, proveOwnership, clock)
                : null;
        this.pace = new MintingPace(config.lifetime());
        this.clock = clock;
    }

    /**
     * Makes sure that there is a pair, and shows it.
     *
     * @throws KeysUnavailableException if there is none
     * @throws ServiceException if a service gives no usable answer
     */
    public KeyPair open() {
        return current().pair();
    }

    /** Whether there is a pair that opens the project, as far as is known. */
    public boolean isOpen() {
        return held != null;
    }

    /**
     * Asks the analytics service. If it refuses the pair altogether, the same is asked once more with another one.
     *
     * @throws KeysUnavailableException if there is no pair
     * @throws CredentialsRefusedException if the service refuses only this question, or the other pair too
     * @throws ServiceException if a service gives no usable answer
     */
    public <T> T ask(Function<KeyPair, T> question) {
        HeldKey key = current();
        try {
            return ask(key, question);
        } catch (CredentialsRefusedException e) {
            if (!giveUpIfRefused(key)) {
                throw e;
            }
        }
        return ask(current(), question);
    }

    /**
     * Takes note of a refusal that was met with the pair of {@link #open}. If the service refuses the pair altogether, there
     * is none until another is opened.
     */
    public void refused() {
        HeldKey key = held;
        if (key != null) {
            giveUpIfRefused(key);
        }
    }

    private boolean giveUpIfRefused(HeldKey key) {
        if (opensItsProject(key)) {
            return false;
        }
        LOG.info(
                "project {}: key {} is refused, looking for another",
                projectId,
                key.pair().publicKey());
        lost = key;
        held = null;
        return true;
    }

    private <T> T ask(HeldKey key, Function<KeyPair, T> question) {
        cleanIfDue(key);
        T answer = key.hasWorked() || !key.isMinted()
                ? question.apply(key.pair())
                : Patience.await(() -> question.apply(key.pair()));
        if (!key.hasWorked()) {
            key.worked();
            cleanAt = Instant.MIN;
        }
        return answer;
    }

    /** A service may refuse one question to a pair that is good for others. */
    private boolean opensItsProject(HeldKey key) {
        try {
            return analytics.ownProject(key.pair()).id().equals(projectId);
        } catch (CredentialsRefusedException refusedAltogether) {
            return false;
        }
    }

    /** Takes note of a complete list of the project's API keys. */
    public void noticed(List<ApiKey> listed) {
        HeldKey inUse = held;
        if (mint == null || inUse == null || pending != null) {
            return;
        }
        if (mint.isToReplace(listed, inUse)) {
            inUse.replaceAt(Instant.MIN);
        } else if (mint.hasOthers(listed, inUse) && cleanAt.equals(Instant.MAX)) {
            cleanAt = Instant.MIN;
        }
    }

    /** Removes minted keys that aren't needed any more, once the pair in use has given data. */
    private void cleanIfDue(HeldKey inUse) {
        Instant now = clock.instant();
        if (mint == null || pending != null || !inUse.hasWorked() || now.isBefore(cleanAt)) {
            return;
        }
        cleanAt = now.plus(pace.unit());
        try {
            cleanAt = mint.removeAllBut(inUse) == 0 ? Instant.MAX : now.plus(pace.unit());
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException | KeysUnavailableException failure) {
            LOG.warn("project {}: keys that nobody needs stay for now: {}", projectId, failure.getMessage());
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
        ServiceException outage = null;
        for (KeySource source : config.sources()) {
            if (source == KeySource.MINT && outage != null) {
                continue; // an earlier source may have a pair as soon as the service is back
            }
            try {
                return offered(source);
            } catch (KeysUnavailableException e) {
                reasons.add(e);
            } catch (CallInterruptedException stopped) {
                throw stopped;
            } catch (CredentialsRefusedException e) {
                reasons.add(new KeysUnavailableException("credentials-refused", String.valueOf(e.getMessage())));
            } catch (ServiceException e) {
                outage = outage == null ? e : outage;
            }
        }
        if (outage != null) {
            throw outage;
        }
        throw KeysUnavailableException.of(reasons);
    }

    private HeldKey offered(KeySource source) {
        return switch (source) {
            case STATIC -> given(offers.configured(projectId));
            case DISCOVER -> given(offers.discovered(projectId));
            case MINT -> minted(lost);
        };
    }

    private HeldKey given(KeyPair pair) {
        prove(pair);
        pending = null;
        return HeldKey.given(pair);
    }

    private HeldKey minted(@Nullable HeldKey before) {
        if (mint == null) {
            throw KeysUnavailableException.noKeys("no organizations service is configured that could make a key");
        }
        MintedKey key = pending == null ? make(mint, before) : pending;
        pending = key;
        try {
            Patience.await(() -> prove(key.pair()));
        } catch (CredentialsRefusedException unknownYet) {
            giveUpIfHopeless(mint, key);
            throw new KeysUnavailableException(
                    "key-unknown",
                    "the analytics service doesn't know key " + key.pair().publicKey() + " yet");
        } catch (KeysUnavailableException ofAnotherProject) {
            pending = null;
            mint.discard(key);
            throw ofAnotherProject;
        }
        pending = null;
        return HeldKey.minted(key);
    }

    private MintedKey make(KeyMint mint, @Nullable HeldKey before) {
        Instant now = clock.instant();
        if (!pace.allows(now)) {
            throw new KeysUnavailableException(
                    "minting-paused", "its keys are refused so soon after they are made that the next one has to wait");
        }
        pace.begin(now);
        return mint.make(before);
    }

    private void giveUpIfHopeless(KeyMint mint, MintedKey key) {
        Duration age = Duration.between(key.madeAt(), clock.instant());
        boolean listedByNow = age.compareTo(pace.unit()) >= 0;
        if (age.compareTo(LONGEST_PENDING) >= 0 || (listedByNow && !mint.exists(key))) {
            pending = null;
            mint.discard(key);
        }
    }

    /** The service goes by the secret alone, so a mixed-up pair would deliver another project's traces. */
    private KeyPair prove(KeyPair pair) {
        String opened = analytics.ownProject(pair).id();
        if (!opened.equals(projectId)) {
            throw new KeysUnavailableException("identity-mismatch", "its key pair opens project " + opened);
        }
        return pair;
    }

    /** A new key in place of one that still works, or that one if there can't be a new one for now. */
    private HeldKey replacement(HeldKey inUse) {
        try {
            return minted(inUse);
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException | KeysUnavailableException failure) {
            LOG.warn("project {}: its key can't be replaced yet: {}", projectId, failure.getMessage());
            inUse.replaceAt(clock.instant().plus(pace.unit()));
            return inUse;
        }
    }
}
