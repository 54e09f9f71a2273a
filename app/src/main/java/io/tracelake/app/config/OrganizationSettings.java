package io.tracelake.app.config;

import io.tracelake.client.Secret;
import io.tracelake.client.organizations.Routes;
import io.tracelake.client.organizations.UserAccess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The service that knows an organization's projects.
 *
 * @param apiKey identifies the application
 * @param user how the user is identified: by a token, or by logging in
 * @param routes where the service has its operations
 */
public record OrganizationSettings(URI baseUrl, String organizationId, Secret apiKey, UserAccess user, Routes routes) {
    private static final List<Key> LOGIN =
            List.of(Key.ORGANIZATIONS_USERNAME, Key.ORGANIZATIONS_PASSWORD, Key.ORGANIZATIONS_AUTH_BASE_URL);

    /** With a token, and every operation where it is by default. */
    public OrganizationSettings(URI baseUrl, String organizationId, Secret apiKey, Secret token) {
        this(baseUrl, organizationId, apiKey, new UserAccess.Token(token), Routes.DEFAULT);
    }

    /** Null if none of the settings is given; a part of them is an error. */
    static @Nullable OrganizationSettings of(Values values, Map<String, Given> paths) {
        var routes = OperationPaths.routes(paths);
        var baseUrl = values.url(Key.ORGANIZATIONS_BASE_URL);
        if (baseUrl != null) {
            return new OrganizationSettings(
                    baseUrl,
                    values.name(Key.ORGANIZATIONS_ORGANIZATION_ID),
                    values.secret(Key.ORGANIZATIONS_API_KEY),
                    user(values),
                    routes);
        }
        var useless = List.of(
                        Key.ORGANIZATIONS_ORGANIZATION_ID,
                        Key.ORGANIZATIONS_API_KEY,
                        Key.ORGANIZATIONS_TOKEN,
                        Key.ORGANIZATIONS_USERNAME,
                        Key.ORGANIZATIONS_PASSWORD,
                        Key.ORGANIZATIONS_AUTH_BASE_URL)
                .stream()
                .filter(values::has)
                .findFirst();
        if (useless.isPresent()) {
            throw new ConfigurationException(Key.ORGANIZATIONS_BASE_URL.path() + ": missing, but "
                    + useless.get().path() + " is set; set it in the file or as "
                    + Key.ORGANIZATIONS_BASE_URL.variable());
        }
        return null;
    }

    private static UserAccess user(Values values) {
        var login = LOGIN.stream().filter(values::has).findFirst();
        if (login.isPresent() && values.has(Key.ORGANIZATIONS_TOKEN)) {
            throw new ConfigurationException(
                    Key.ORGANIZATIONS_TOKEN.path() + " and " + login.get().path()
                            + " exclude each other; a user has a token, or logs in with a name and a password");
        }
        if (login.isPresent()) {
            var username = values.name(Key.ORGANIZATIONS_USERNAME);
            var password = values.secret(Key.ORGANIZATIONS_PASSWORD);
            return new UserAccess.Login(values.requiredUrl(Key.ORGANIZATIONS_AUTH_BASE_URL), username, password);
        }
        if (!values.has(Key.ORGANIZATIONS_TOKEN)) {
            throw new ConfigurationException(Key.ORGANIZATIONS_TOKEN.path() + ": missing; set it in the file or as "
                    + Key.ORGANIZATIONS_TOKEN.variable()
                    + ", or set organizations.username, organizations.password and"
                    + " organizations.auth-base-url to log in");
        }
        return values.ofSecret(Key.ORGANIZATIONS_TOKEN, UserAccess.Token::new);
    }
}
