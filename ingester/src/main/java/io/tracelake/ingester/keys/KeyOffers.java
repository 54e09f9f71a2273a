package io.tracelake.ingester.keys;

import io.tracelake.client.KeyPair;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.organizations.OrganizationProjectDetails;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Related;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.KeySource;
import io.tracelake.ingester.config.StaticProject;
import io.tracelake.ingester.discovery.ProjectDirectory;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Key pairs that somebody else has made. Asked for when needed, never kept, not proven. Thread-safe. */
public final class KeyOffers {
    private final ProjectDirectory directory;
    private final KeyConfig config;

    public KeyOffers(ProjectDirectory directory, KeyConfig config) {
        this.directory = directory;
        this.config = config;
    }

    /**
     * The pair that the configuration names.
     *
     * @throws KeysUnavailableException if it names none
     */
    public KeyPair configured(String projectId) {
        StaticProject project = directory.configured(projectId);
        if (project == null) {
            throw KeysUnavailableException.noKeys("no key pair is configured");
        }
        return project.keys();
    }

    @Nullable String configuredPublicKey(String projectId) {
        StaticProject project = directory.configured(projectId);
        return project == null ? null : project.keys().publicKey();
    }

    /**
     * The pair that the organizations service shows. One that an ingester has made for itself isn't anybody else's.
     *
     * @throws KeysUnavailableException if it shows none, or none that can be read
     * @throws io.tracelake.client.http.ServiceException if it gives no answer
     */
    public KeyPair discovered(String projectId) {
        OrganizationsClient organizations = directory.organizations();
        if (organizations == null) {
            throw KeysUnavailableException.noKeys("no organizations service is configured");
        }
        OrganizationProjectDetails details =
                answer(projectId, () -> organizations.project(projectId, Set.of(Related.API_KEYS), true));
        KeyPair keys = details.keys();
        if (keys != null && !isMinted(keys, details)) {
            return keys;
        }
        throw details.encryptedOnly()
                ? new KeysUnavailableException(
                        "keys-encrypted",
                        "the service shows its secret key only encrypted, and nobody else can decrypt it; let the"
                                + " ingester make a key of its own (organizations.keys: discover,mint) or name the pair"
                                + " under projects[]")
                : KeysUnavailableException.noKeys(
                        "the service shows no key pair; let the ingester make one (organizations.keys: discover,mint)"
                                + " or name it under projects[]");
    }

    private boolean isMinted(KeyPair keys, OrganizationProjectDetails details) {
        return config.sources().contains(KeySource.MINT)
                && details.apiKeys().stream()
                        .anyMatch(key -> keys.publicKey().equals(key.publicKey())
                                && (config.isOwn(key.note())
                                        || config.commandLabel().equals(key.note())));
    }

    /**
     * An answer of the organizations service about a project's keys.
     *
     * @throws KeysUnavailableException if it refuses
     */
    public <T> T answer(String projectId, Supplier<T> call) {
        try {
            return call.get();
        } catch (NotFoundException missing) {
            throw refusal(projectId, "endpoint-missing", "the service has no such resource: " + missing.getMessage());
        } catch (CredentialsRefusedException refused) {
            throw refused.status() == 403
                    ? refusal(
                            projectId,
                            "keys-forbidden",
                            "the keys of a project are its admins' affair, and the user who asks isn't one: "
                                    + refused.getMessage())
                    : new KeysUnavailableException(
                            "organization-refused", "the organizations service refused: " + refused.getMessage());
        }
    }

    /** A project that is gone, or closed to the user who asks, explains every refusal. */
    private KeysUnavailableException refusal(String projectId, String status, String message) {
        return switch (directory.presence(projectId)) {
            case PRESENT -> new KeysUnavailableException(status, message);
            case DENIED -> new KeysUnavailableException("denied", "the organization denies access to the project");
            case REMOVED -> new KeysUnavailableException("removed", "the organization has no such project");
        };
    }
}
