package io.tracelake.ingester.keys;

import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.ConflictException;
import io.tracelake.client.http.InvalidRequestException;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.http.ServiceException;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.client.organizations.NewApiKey;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.ingester.config.KeyConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes keys for one project, and removes those that nobody needs any more.
 *
 * <p>A key is deleted only if it was listed before the owner proved that it still owned the project. Whoever owns the
 * project later makes its key later, so nobody's key in use is ever in such a list.
 */
final class KeyMint {
    private static final Logger LOG = LoggerFactory.getLogger(KeyMint.class);
    /** So many keys of the label stem from attempts that failed. */
    private static final int MANY = 5;

    private static final int TOO_MANY = 20;

    private final String projectId;
    private final KeyConfig config;
    private final OrganizationsClient organizations;
    private final KeyOffers offers;
    private final Runnable proveOwnership;
    private final InstantSource clock;

    /**
     * A mint.
     *
     * @param proveOwnership throws if another instance owns the project
     */
    KeyMint(
            String projectId,
            KeyConfig config,
            OrganizationsClient organizations,
            KeyOffers offers,
            Runnable proveOwnership,
            InstantSource clock) {
        this.projectId = projectId;
        this.config = config;
        this.organizations = organizations;
        this.offers = offers;
        this.proveOwnership = proveOwnership;
        this.clock = clock;
    }

    /**
     * Makes a key, which may not work yet.
     *
     * @param before the key that it replaces, if there was one
     * @throws KeysUnavailableException if the service doesn't let it
     * @throws ServiceException if the service gives no answer; the key may exist then
     */
    MintedKey make(@Nullable HeldKey before) {
        int left = tidy(before);
        if (left >= TOO_MANY) {
            throw new KeysUnavailableException(
                    "too-many-keys",
                    left + " keys are labelled '" + config.label() + "' and can't be deleted; delete them by hand");
        }
        proveOwnership.run();
        Instant now = clock.instant();
        NewApiKey made = create(before, now.plus(config.lifetime()).truncatedTo(ChronoUnit.MILLIS));
        Instant expires = made.key().expiresAt();
        LOG.info(
                "project {} has a key of its own, {}, good until {}",
                projectId,
                made.pair().publicKey(),
                expires == null ? "it is deleted" : expires);
        if (!config.label().equals(made.key().note())) {
            LOG.warn(
                    "project {}: the service labels key {} '{}' instead of '{}', so that later it won't be recognised",
                    projectId,
                    made.key().id(),
                    made.key().note(),
                    config.label());
        }
        Duration life = expires == null ? config.lifetime() : Duration.between(now, expires);
        return new MintedKey(
                made.key().id(), made.pair(), now, now.plus(life.multipliedBy(2).dividedBy(3)));
    }

    private NewApiKey create(@Nullable HeldKey before, Instant expires) {
        try {
            return createOnce(expires);
        } catch (ConflictException | InvalidRequestException noRoomPerhaps) {
            removeAllBut(before);
        }
        try {
            return createOnce(expires);
        } catch (ConflictException | InvalidRequestException refused) {
            throw new KeysUnavailableException("minting-refused", "the service makes no key: " + refused.getMessage());
        }
    }

    private NewApiKey createOnce(Instant expires) {
        return offers.answer(projectId, () -> organizations.createApiKey(projectId, config.label(), expires));
    }

    /** Looks at what there is before another key is made; how many of the label are left, as far as that is known. */
    private int tidy(@Nullable HeldKey before) {
        try {
            List<ApiKey> listed = superfluous(list(), before);
            warnOfAnotherMint(listed, before);
            return listed.size() >= MANY ? removeAllBut(before) : listed.size();
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException unknown) {
            LOG.warn("project {}: its keys can't be listed: {}", projectId, unknown.getMessage());
            return 0;
        }
    }

    private void warnOfAnotherMint(List<ApiKey> superfluous, @Nullable HeldKey before) {
        if (before != null && before.isMinted() && !superfluous.isEmpty()) {
            LOG.warn(
                    "project {}: key {} is replaced, and somebody else has a key labelled '{}'; if another installation"
                            + " makes keys for this organization, give it an organizations.key-label of its own",
                    projectId,
                    before.pair().publicKey(),
                    config.label());
        }
    }

    /**
     * Removes the keys of the label, but for the one in use.
     *
     * @return how many of them couldn't be removed
     */
    int removeAllBut(@Nullable HeldKey inUse) {
        List<ApiKey> listed = superfluous(list(), inUse);
        if (listed.isEmpty()) {
            return 0;
        }
        proveOwnership.run();
        return (int) listed.stream().filter(key -> !remove(key.id())).count();
    }

    /** Removes a key that never worked; expiry does it if the service can't. */
    void discard(MintedKey key) {
        remove(key.id());
    }

    /** Whether the service still lists a key. */
    boolean exists(MintedKey key) {
        return list().stream().anyMatch(listed -> listed.id().equals(key.id()));
    }

    private boolean remove(String keyId) {
        try {
            organizations.deleteApiKey(projectId, keyId);
            LOG.info("project {}: key {} is deleted", projectId, keyId);
            return true;
        } catch (NotFoundException gone) {
            return true;
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException | IllegalArgumentException failure) {
            LOG.warn("project {}: key {} can't be deleted: {}", projectId, keyId, failure.getMessage());
            return false;
        }
    }

    /** Whether a list shows keys of the label that aren't in use. */
    boolean hasOthers(List<ApiKey> listed, HeldKey inUse) {
        return !superfluous(listed, inUse).isEmpty();
    }

    /** Whether somebody asks for a key in place of this one. */
    boolean isToReplace(List<ApiKey> listed, HeldKey inUse) {
        return listed.stream()
                .anyMatch(key -> key.id().equals(inUse.mintedId())
                        && config.replaceLabel().equals(key.note()));
    }

    private List<ApiKey> list() {
        return offers.answer(projectId, () -> organizations.apiKeys(projectId));
    }

    private List<ApiKey> superfluous(List<ApiKey> listed, @Nullable HeldKey inUse) {
        return listed.stream()
                .filter(key -> config.isOwn(key.note()) && !isNeeded(key, inUse))
                .toList();
    }

    /** A key that others gave is known by its public key alone; where that isn't listed, any key may be it. */
    private boolean isNeeded(ApiKey key, @Nullable HeldKey inUse) {
        String configured = offers.configuredPublicKey(projectId);
        boolean given = inUse != null && !inUse.isMinted();
        if (key.publicKey() == null && (given || configured != null)) {
            return true;
        }
        boolean isConfigured = configured != null && configured.equals(key.publicKey());
        return isConfigured || (inUse != null && inUse.isSame(key.id(), key.publicKey()));
    }
}
