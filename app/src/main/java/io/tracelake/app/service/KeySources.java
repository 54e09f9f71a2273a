package io.tracelake.app.service;

import io.tracelake.app.config.DiscoverySettings;
import io.tracelake.app.config.ProjectSettings;
import io.tracelake.client.KeyPair;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Related;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a command looks for the key pair of a project, in the order of the settings. One thread. */
final class KeySources implements AutoCloseable {
    private final List<ProjectSettings> configured;
    private final DiscoverySettings settings;
    private final @Nullable OrganizationsClient organizations;
    private final TemporaryKeys mint;
    private final Map<String, TemporaryKey> made = new HashMap<>();

    /**
     * Sources.
     *
     * @param organizations null without an organization, which leaves the configured pairs
     */
    KeySources(
            List<ProjectSettings> configured,
            DiscoverySettings settings,
            @Nullable OrganizationsClient organizations,
            TemporaryKeys mint) {
        this.configured = configured;
        this.settings = settings;
        this.organizations = organizations;
        this.mint = mint;
    }

    /**
     * The pair of the first source that has one. Nobody has proved what it opens, unless it has just been made.
     *
     * @throws NoKeysException if no source has one
     * @throws io.tracelake.client.http.ServiceException if a service can't be asked
     */
    KeyPair find(String projectId) {
        var reasons = new ArrayList<NoKeysException>();
        for (DiscoverySettings.Source source : settings.keys()) {
            try {
                return switch (source) {
                    case STATIC -> configured(projectId);
                    case DISCOVER -> discovered(projectId);
                    case MINT -> minted(projectId);
                };
            } catch (NoKeysException e) {
                reasons.add(e);
            }
        }
        throw NoKeysException.of(reasons);
    }

    private KeyPair configured(String projectId) {
        return configured.stream()
                .filter(project -> project.id().equals(projectId))
                .findFirst()
                .map(ProjectSettings::keys)
                .orElseThrow(() -> NoKeysException.none("no key pair is configured"));
    }

    private KeyPair discovered(String projectId) {
        var service = organizations();
        var details = answer(() -> service.project(projectId, Set.of(Related.API_KEYS), true));
        KeyPair keys = details.keys();
        if (keys != null) {
            return keys;
        }
        throw details.encryptedOnly()
                ? new NoKeysException(
                        "keys-encrypted",
                        "the service shows its secret key only encrypted; let organizations.keys include mint, or name"
                                + " the pair under projects[]")
                : NoKeysException.none("the service shows no key pair; let organizations.keys include mint, or name one"
                        + " under projects[]");
    }

    private KeyPair minted(String projectId) {
        var service = organizations();
        TemporaryKey key = made.get(projectId);
        if (key == null) {
            key = answer(() -> mint.make(service, projectId, settings.keyLabel()));
            made.put(projectId, key);
        }
        return key.pair();
    }

    private OrganizationsClient organizations() {
        if (organizations == null) {
            throw NoKeysException.none("no organizations service is configured that could show or make a key pair");
        }
        return organizations;
    }

    private static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (NotFoundException e) {
            throw new NoKeysException("removed", "the organization has no such project");
        } catch (CredentialsRefusedException e) {
            throw new NoKeysException(
                    e.status() == 403 ? "denied" : "organization-refused",
                    "keys are read and made by the project's admins; the organizations service refused: "
                            + e.getMessage());
        }
    }

    /** Deletes the keys that were made. */
    @Override
    public void close() {
        made.values().forEach(TemporaryKey::close);
        made.clear();
    }
}
