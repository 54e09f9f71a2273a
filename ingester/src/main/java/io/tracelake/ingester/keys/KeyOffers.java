package io.tracelake.ingester.keys;

import io.tracelake.client.KeyPair;
import io.tracelake.client.http.CallInterruptedException;
import io.tracelake.client.http.CredentialsRefusedException;
import io.tracelake.client.http.NotFoundException;
import io.tracelake.client.organizations.OrganizationProjectDetails;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Related;
import io.tracelake.ingester.config.StaticProject;
import io.tracelake.ingester.discovery.ProjectDirectory;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Key pairs that somebody else has made. Asked for when needed, never kept, not proven. Thread-safe. */
public final class KeyOffers {
    private final ProjectDirectory directory;

    public KeyOffers(ProjectDirectory directory) {
        this.directory = directory;
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

    /**
     * The pair that the organizations service shows.
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
                answer(() -> organizations.project(projectId, Set.of(Related.API_KEYS), true));
        @Nullable KeyPair keys = details.keys();
        if (keys != null) {
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

    /** An answer of the organizations service; what it refuses says something about the project, not about its keys. */
    static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (CallInterruptedException stopped) {
            throw stopped;
        } catch (NotFoundException gone) {
            throw new KeysUnavailableException("removed", "the organization has no such project");
        } catch (CredentialsRefusedException refused) {
            throw refused.status() == 403
                    ? new KeysUnavailableException(
                            "denied",
                            "keys are read and made by the project's admins; the service refused: "
                                    + refused.getMessage())
                    : new KeysUnavailableException(
                            "organization-refused", "the organizations service refused: " + refused.getMessage());
        }
    }
}
