package io.tracelake.system.contract;

import io.tracelake.client.Secret;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.organizations.Invitation;
import io.tracelake.client.organizations.InvitationDraft;
import io.tracelake.client.organizations.Member;
import io.tracelake.client.organizations.MemberDraft;
import io.tracelake.client.organizations.OrganizationAccess;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Role;
import io.tracelake.client.organizations.UserAccess;
import io.tracelake.sandbox.Sandbox;
import io.tracelake.sandbox.SandboxConfig;
import io.tracelake.sandbox.organization.OrganizationConfig;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Both services on a clock that stands still, people with accounts, and clients to act as each of them. All that is
 * logged meanwhile is searched for secrets; {@link #close} fails if there were any.
 */
final class SandboxService implements AutoCloseable {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final HttpLimits LIMITS = onlyOnce(HttpLimits.defaults());

    private final SettableClock clock = new SettableClock(NOW);
    private final LeakAlarm alarm = LeakAlarm.install();
    private final Sandbox sandbox;
    private final AnalyticsClient analytics;
    private final Map<Person, OrganizationsClient> people = new HashMap<>();
    private final List<AutoCloseable> clients = new ArrayList<>();
    private @Nullable String lobby;
    private int accounts;

    private SandboxService(SandboxConfig config) {
        this.sandbox = Sandbox.start(config.withClock(clock));
        this.analytics = new AnalyticsClient(sandbox.analyticsUri(), LIMITS, new SplittableRandom(1));
        clients.add(analytics);
    }

    /** Three projects with some traces of the past. */
    static SandboxService start() {
        return start(OrganizationConfig.defaults());
    }

    static SandboxService start(OrganizationConfig organization) {
        return new SandboxService(SandboxConfig.fixed(
                        NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofHours(1)), () -> NOW, 60, 40, 20)
                .withOrganization(organization));
    }

    Sandbox sandbox() {
        return sandbox;
    }

    LeakAlarm alarm() {
        return alarm;
    }

    SettableClock clock() {
        return clock;
    }

    AnalyticsClient analytics() {
        return analytics;
    }

    /** The owner of the organization and of the projects that are there from the beginning. */
    Person owner() {
        return Person.of(sandbox.users().getFirst());
    }

    /** Somebody new with this role in the organization, whose only project is none of those made from now on. */
    Person with(Role organizationRole) {
        return joinLobby(new InvitationDraft(address(), Role.VIEWER, organizationRole, false));
    }

    /** Somebody new who isn't in the organization. */
    Person stranger() {
        return joinLobby(new InvitationDraft(address(), Role.VIEWER, null, true));
    }

    /** The invited person follows the link. */
    Person accept(Invitation invitation) {
        return Person.of(sandbox.acceptInvitation(invitation.id()));
    }

    /** The client that acts as this person. */
    OrganizationsClient as(Person person) {
        return people.computeIfAbsent(person, one -> as(new UserAccess.Token(one.token())));
    }

    OrganizationsClient as(UserAccess user) {
        return client(sandbox.organizationsUri(), user);
    }

    /** The client that acts as this person at another address. */
    OrganizationsClient at(URI organizations, Person person) {
        return client(organizations, new UserAccess.Token(person.token()));
    }

    private OrganizationsClient client(URI organizations, UserAccess user) {
        var access = new OrganizationAccess(organizations, sandbox.organizationId(), Secret.of(sandbox.apiKey()), user);
        var client = new OrganizationsClient(access, LIMITS, new SplittableRandom(1));
        clients.add(client);
        return client;
    }

    UserAccess login(Person person, Secret password) {
        return new UserAccess.Login(sandbox.authUri(), person.email(), password);
    }

    /** Plain HTTP with both headers, below the address of the organizations service. */
    Wire wire(Person person) {
        return new Wire(
                sandbox.organizationsUri().toString(),
                Map.of(
                        "Api-Key",
                        sandbox.apiKey(),
                        "Authorization",
                        "Bearer " + person.token().reveal()));
    }

    /** Plain HTTP with the application's key, below the address of the authentication service. */
    Wire authWire() {
        return new Wire(sandbox.authUri().toString(), Map.of("Api-Key", sandbox.apiKey()));
    }

    String projectsPath() {
        return "/organizations/" + sandbox.organizationId() + "/projects";
    }

    String path(String projectId) {
        return projectsPath() + "/" + projectId;
    }

    /** A project of the owner's. */
    String newProject(String name) {
        return as(owner()).createProject(name).id();
    }

    void join(String projectId, Person person, Role role) {
        as(owner()).addMember(projectId, new MemberDraft(person.email(), role, null, false));
    }

    Member member(String projectId, Person person) {
        return as(owner()).members(projectId).stream()
                .filter(member -> member.userId().equals(person.id()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable client : clients) {
                client.close();
            }
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        } finally {
            sandbox.close();
            alarm.close();
        }
    }

    private Person joinLobby(InvitationDraft draft) {
        if (lobby == null) {
            lobby = newProject("Lobby");
        }
        return accept(as(owner()).invite(lobby, draft));
    }

    private String address() {
        accounts++;
        return "person-" + accounts + "@example.com";
    }

    /** Nothing here fails twice in a row, so a second attempt would only hide the first. */
    private static HttpLimits onlyOnce(HttpLimits limits) {
        return new HttpLimits(
                limits.connectTimeout(),
                limits.firstByteTimeout(),
                limits.callTimeout(),
                limits.maxResponseBytes(),
                1,
                limits.maxBackoff());
    }
}
