package io.tracelake.app.service;

import io.tracelake.client.KeyPair;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.KeySource;
import io.tracelake.ingester.keys.KeyOffers;
import io.tracelake.ingester.keys.KeysUnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a command looks for the key pair of a project, in the order of the settings. One thread. */
final class KeySources implements AutoCloseable {
    private final KeyConfig config;
    private final KeyOffers offers;
    private final @Nullable OrganizationsClient organizations;
    private final TemporaryKeys mint;
    private final Map<String, TemporaryKey> made = new HashMap<>();

    /**
     * Sources.
     *
     * @param organizations null without an organization, which leaves the configured pairs
     */
    KeySources(KeyConfig config, KeyOffers offers, @Nullable OrganizationsClient organizations, TemporaryKeys mint) {
        this.config = config;
        this.offers = offers;
        this.organizations = organizations;
        this.mint = mint;
    }

    /**
     * The pair of the first source whose pair opens the project; if none does, the first that there is.
     *
     * @throws KeysUnavailableException if no source has one
     * @throws io.tracelake.client.http.ServiceException if a service can't be asked
     */
    KeyPair find(String projectId) {
        var reasons = new ArrayList<KeysUnavailableException>();
        KeyPair refused = null;
        for (KeySource source : config.sources()) {
            try {
                KeyPair offered = offered(source, projectId);
                if (KeyProof.opens(mint.analytics(), projectId, offered)) {
                    return offered;
                }
                refused = refused == null ? offered : refused;
            } catch (KeysUnavailableException e) {
                reasons.add(e);
            }
        }
        if (refused != null) {
            return refused;
        }
        throw KeysUnavailableException.of(reasons);
    }

    private KeyPair offered(KeySource source, String projectId) {
        return switch (source) {
            case STATIC -> offers.configured(projectId);
            case DISCOVER -> offers.discovered(projectId);
            case MINT -> minted(projectId);
        };
    }

    private KeyPair minted(String projectId) {
        OrganizationsClient service = organizations;
        if (service == null) {
            throw KeysUnavailableException.noKeys("no organizations service is configured that could make a key pair");
        }
        TemporaryKey key = made.get(projectId);
        if (key == null) {
            key = offers.answer(projectId, () -> mint.make(service, projectId, config.commandLabel()));
            made.put(projectId, key);
        }
        return key.pair();
    }

    /** Deletes the keys that were made. */
    @Override
    public void close() {
        made.values().forEach(TemporaryKey::close);
        made.clear();
    }
}
