package io.tracelake.app.config;

import io.tracelake.client.Secret;
import java.net.URI;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The service that knows an organization's projects.
 *
 * @param apiKey identifies the application
 * @param token identifies the user
 */
public record OrganizationSettings(URI baseUrl, String organizationId, Secret apiKey, Secret token) {
    /** Null if none of the settings is given; a part of them is an error. */
    static @Nullable OrganizationSettings of(Values values) {
        var baseUrl = values.url(Key.ORGANIZATIONS_BASE_URL);
        if (baseUrl != null) {
            return new OrganizationSettings(
                    baseUrl,
                    values.name(Key.ORGANIZATIONS_ORGANIZATION_ID),
                    values.secret(Key.ORGANIZATIONS_API_KEY),
                    values.secret(Key.ORGANIZATIONS_TOKEN));
        }
        Stream.of(Key.ORGANIZATIONS_ORGANIZATION_ID, Key.ORGANIZATIONS_API_KEY, Key.ORGANIZATIONS_TOKEN)
                .filter(values::has)
                .findFirst()
                .ifPresent(key -> {
                    throw new ConfigurationException(Key.ORGANIZATIONS_BASE_URL.path() + ": missing, but " + key.path()
                            + " is set; set it in the file or as " + Key.ORGANIZATIONS_BASE_URL.variable());
                });
        return null;
    }
}
