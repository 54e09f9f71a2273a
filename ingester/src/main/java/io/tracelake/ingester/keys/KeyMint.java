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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes keys for one project, and removes those that nobody needs any more.
 *
 * <p>A secret lives in its owner's memory only, so each owner makes its own key, and finds those of earlier owners by
 * their label. A key is deleted only if it was listed before the owner proved that it still owned the project: whoever
 * owns the project later makes its key later, so nobody's key in use is ever in such a list.
 */
final class KeyMint {
    private static final Logger LOG = LoggerFactory.getLogger(KeyMint.class);
    /** A label with this behind it asks the owner to replace the key. */
    private static final String REPLACE = ": replace";
    /** So many keys of the label stem from attempts that failed. */
    private static final int MANY = 5;

    private final String projectId;
    private final KeyConfig config;
    private final OrganizationsClient organizations;
    private final Runnable proveOwnership;
    private final Set<String> spared;
    private final InstantSource clock;

    /**
     * A mint.
     *
     * @param spared public keys that are never deleted, whatever their label
     * @param proveOwnership throws if another instance owns the project
     */
    KeyMint(
            String projectId,
            KeyConfig config,
            OrganizationsClient organizations,
            Set<String> spared,
            Runnable proveOwnership,
            InstantSource clock) {
        this.projectId = projectId;
        this.config = config;
        this.organizations = organizations;
        this.spared = spared;
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
    HeldKey make(@Nullable HeldKey before) {
        List<ApiKey> listed = labelled(list());
        warnOfAnotherMint(listed, before);
        if (listed.size() >= MANY) {
            removeAllBut(before);
        }
        proveOwnership.run();
        Instant now = clock.instant();
        NewApiKey made = create(now.plus(config.lifetime()).truncatedTo(ChronoUnit.MILLIS));
        Instant expires = made.key().expiresAt();
        Duration life = expires == null ? config.lifetime() : Duration.between(now, expires);
        LOG.info(
                "project {} has a key of its own, {}, good until {}",
                projectId,
                made.pair().publicKey(),
                expires == null ? "it is deleted" : expires);
        return HeldKey.minted(
                made.pair(), made.key().id(), now.plus(life.multipliedBy(2).dividedBy(3)));
    }

    private void warnOfAnotherMint(List<ApiKey> listed, @Nullable HeldKey before) {
        if (before == null || before.mintedId() == null || listed.isEmpty()) {
            return;
        }
        if (listed.stream().noneMatch(key -> isSame(key, before))) {
            LOG.warn(
                    "project {}: key {} is gone, and another one is labelled '{}'; if another installation makes keys for"
                            + " this organization, give it an organizations.key-label of its own",
                    projectId,
                    before.pair().publicKey(),
                    config.label());
        }
    }

    private NewApiKey create(Instant expires) {
        try {
            return KeyOffers.answer(() -> organizations.createApiKey(projectId, config.label(), expires));
        } catch (ConflictException | InvalidRequestException refused) {
            throw new KeysUnavailableException("minting-refused", "the service makes no key: " + refused.getMessage());
        }
    }

    /** Removes the keys of the label, but for the one in use. */
    void removeAllBut(@Nullable HeldKey inUse) {
        List<ApiKey> listed =
                labelled(list()).stream().filter(key -> !isSame(key, inUse)).toList();
        if (listed.isEmpty()) {
            return;
        }
        proveOwnership.run();
        listed.forEach(key -> remove(key.id()));
    }

    /** Removes one key, which may be gone already. */
    void remove(String keyId) {
        try {
            organizations.deleteApiKey(projectId, keyId);
            LOG.info("project {}: key {} is deleted", projectId, keyId);
        } catch (NotFoundException gone) {
            LOG.debug("project {}: key {} was gone already", projectId, keyId);
        }
    }

    /** Removes a key that never worked; expiry does it if the service can't. */
    void discard(HeldKey key) {
        if (key.mintedId() == null) {
            return;
        }
        try {
            remove(key.mintedId());
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (ServiceException failure) {
            LOG.warn("project {}: key {} stays for now: {}", projectId, key.mintedId(), failure.getMessage());
        }
    }

    /** Whether a list shows keys of the label that aren't in use. */
    boolean hasOthers(List<ApiKey> listed, @Nullable HeldKey inUse) {
        return labelled(listed).stream().anyMatch(key -> !isSame(key, inUse));
    }

    /** Whether somebody asks for a key in place of this one. */
    boolean isToReplace(List<ApiKey> listed, HeldKey inUse) {
        return listed.stream()
                .anyMatch(key -> key.id().equals(inUse.mintedId()) && (config.label() + REPLACE).equals(key.note()));
    }

    private List<ApiKey> list() {
        return KeyOffers.answer(() -> organizations.apiKeys(projectId));
    }

    private List<ApiKey> labelled(List<ApiKey> listed) {
        return listed.stream()
                .filter(key -> config.label().equals(key.note()) || (config.label() + REPLACE).equals(key.note()))
                .filter(key -> key.publicKey() == null || !spared.contains(key.publicKey()))
                .toList();
    }

    private static boolean isSame(ApiKey key, @Nullable HeldKey inUse) {
        return inUse != null
                && (key.id().equals(inUse.mintedId())
                        || inUse.pair().publicKey().equals(key.publicKey()));
    }
}
