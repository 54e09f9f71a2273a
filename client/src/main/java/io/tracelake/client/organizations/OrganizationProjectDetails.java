package io.tracelake.client.organizations;

import io.tracelake.client.KeyPair;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A project and what opens its data.
 *
 * @param keys the pair in plain text; null if the service offers none
 * @param publicKeys of the project's API keys, in the order sent
 * @param encryptedOnly true if the service offers secrets, but only encrypted: nobody outside it can use them
 */
public record OrganizationProjectDetails(
        OrganizationProject project, @Nullable KeyPair keys, List<String> publicKeys, boolean encryptedOnly) {
    public OrganizationProjectDetails {
        publicKeys = List.copyOf(publicKeys);
    }
}
