package io.tracelake.client.organizations;

import io.tracelake.client.Secret;
import io.tracelake.client.http.BaseUrl;
import io.tracelake.client.http.Credentials;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.Query;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * All projects of the organization, in the order sent. Further pages are read if the service counts more projects
     * than it has sent.
     *
     * @param forceRefresh false: the service may answer from a cache that is up to five minutes old
     * @throws io.tracelake.client.http.ServiceException also if the pages end before that count is reached: a list
     *     with gaps would pass for the whole
     */
    public List<OrganizationProject> projects(boolean forceRefresh) {
        Map<String, OrganizationProject> projects = new LinkedHashMap<>();
        for (int page = 1; ; page++) {
            URI source = projectsPage(forceRefresh, page);
            ProjectPage answer = http.get(source, credentials, body -> ProjectPage.read(body, projects.keySet()));
            answer.projects().forEach(project -> projects.putIfAbsent(project.id(), project));
            if (answer.total() == null || projects.size() >= answer.total()) {
                return List.copyOf(projects.values());
            }
        }
    }

    /** One project with its keys. The secret is in the answer in plain text, if the service gives it at all. */
    public OrganizationProjectDetails project(String projectId) {
        Query query = new Query().add("secret", true).add("include", "apiKeys");
        URI source = organization.resolve("/projects/" + Query.encode(projectId), query);
        return http.get(source, credentials, ProjectKeys::read);
    }

    private URI projectsPage(boolean forceRefresh, int page) {
        Query query =
                new Query().add("forceRefresh", forceRefresh ? true : null).add("page", page > 1 ? page : null);
        return organization.resolve("/projects", query);
    }

    @Override
    public void close() {
        http.close();
    }
}
