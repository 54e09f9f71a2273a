package io.tracelake.client.organizations;

import static io.tracelake.client.organizations.ResourcePage.ElementReader;

import io.micrometer.core.instrument.MeterRegistry;
import io.tracelake.client.http.HttpLimits;
import io.tracelake.client.http.HttpService;
import io.tracelake.client.http.Query;
import io.tracelake.client.http.RequestMeters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The organizations service: the projects of an organization, their keys, members, invitations and passes.
 *
 * <p>Threads and retries as in {@link HttpService}. Every call throws a
 * {@link io.tracelake.client.http.ServiceException}, or the child of it that fits: 401 and 403 as
 * {@link io.tracelake.client.http.CredentialsRefusedException}, 404 as
 * {@link io.tracelake.client.http.NotFoundException}, 409 as {@link io.tracelake.client.http.ConflictException}, 400 and
 * 422 as {@link io.tracelake.client.http.InvalidRequestException}. What creates, denies, restores or resends is sent
 * once: if the answer gets lost, the exception says that it may have taken effect. An id that is blank or made of dots
 * is an {@link IllegalArgumentException}.
 */
public final class OrganizationsClient implements AutoCloseable {
    private static final Query NO_PARAMETERS = new Query();

    private final Calls calls;

    /**
     * A client on the system's clock.
     *
     * @param random spreads retries; used by one thread at a time
     */
    public OrganizationsClient(OrganizationAccess access, HttpLimits limits, RandomGenerator random) {
        this(access, new HttpService(limits, random, InstantSource.system(), Thread::sleep), InstantSource.system());
    }

    /** The same, its requests counted. */
    public OrganizationsClient(
            OrganizationAccess access, HttpLimits limits, RandomGenerator random, MeterRegistry registry) {
        this(
                access,
                new HttpService(
                        limits, random, InstantSource.system(), Thread::sleep, RequestMeters.organizations(registry)),
                InstantSource.system());
    }

    /** A client over a transport of its own; {@link #close()} closes that too. */
    OrganizationsClient(OrganizationAccess access, HttpService http, InstantSource clock) {
        this.calls = new Calls(access, http, clock);
    }

    /**
     * The projects that the query asks for, in the order sent. Further pages are read if the service counts more
     * projects than it has sent, as with every list.
     *
     * @throws io.tracelake.client.http.ServiceException also if the pages end before that count is reached: a list
     *     with gaps would pass for the whole
     */
    public List<OrganizationProject> projects(ProjectQuery query) {
        return calls.list(
                calls.path(Operation.LIST_PROJECTS), query.parameters(), ProjectMembers::read, OrganizationProject::id);
    }

    /** Makes a project. Needs the role of an admin in the organization. */
    public OrganizationProject createProject(String name) {
        return calls.one(calls.path(Operation.CREATE_PROJECT), Bodies.name(name), ProjectMembers::read);
    }

    /**
     * One project with what belongs to it.
     *
     * @param secret whether to ask for the pair of keys; the secret is then in the answer in plain text, if the service
     *     gives it at all
     */
    public OrganizationProjectDetails project(String projectId, Set<Related> related, boolean secret) {
        String include = new TreeSet<>(related).stream().map(Related::parameter).collect(Collectors.joining(","));
        Query query =
                new Query().add("secret", secret ? true : null).add("include", include.isEmpty() ? null : include);
        return calls.send(calls.path(Operation.GET_PROJECT).project(projectId), query, Body.NONE, ProjectKeys::read);
    }

    public OrganizationProject renameProject(String projectId, String name) {
        return calls.change(
                calls.path(Operation.RENAME_PROJECT).project(projectId),
                Bodies.rename(projectId, name),
                ProjectMembers::read,
                new OrganizationProject(projectId, name, null, null, null, null, null, null));
    }

    /** Deletes a project with all that belongs to it. Needs the role of its owner. */
    public void deleteProject(String projectId) {
        calls.send(calls.path(Operation.DELETE_PROJECT).project(projectId), Body.NONE);
    }

    public List<ApiKey> apiKeys(String projectId) {
        return calls.list(
                calls.path(Operation.LIST_API_KEYS).project(projectId),
                NO_PARAMETERS,
                ElementReader.of(Resources::apiKey),
                ApiKey::id);
    }

    /**
     * Makes a key, whose secret is in this answer and never again.
     *
     * @param note its label
     * @param expiresAt null: never; sent in milliseconds
     */
    public NewApiKey createApiKey(String projectId, String note, @Nullable Instant expiresAt) {
        return calls.send(
                calls.path(Operation.CREATE_API_KEY).project(projectId),
                NO_PARAMETERS,
                Bodies.apiKey(note, expiresAt),
                SingleResource::newApiKey);
    }

    /** Gives a key another label; nothing else of it can be changed. */
    public ApiKey updateApiKey(String projectId, String keyId, String note) {
        return calls.change(
                calls.path(Operation.UPDATE_API_KEY).project(projectId).key(keyId),
                Bodies.apiKey(note, null),
                ElementReader.of(Resources::apiKey),
                new ApiKey(keyId, note, null, null, null, null));
    }

    /** Revokes a key at once. */
    public void deleteApiKey(String projectId, String keyId) {
        calls.send(calls.path(Operation.DELETE_API_KEY).project(projectId).key(keyId), Body.NONE);
    }

    public LlmApiKey createLlmApiKey(String projectId, LlmApiKeyDraft draft) {
        return calls.one(
                calls.path(Operation.CREATE_LLM_API_KEY).project(projectId),
                Bodies.llmApiKey(draft),
                ElementReader.of(Resources::llmApiKey));
    }

    public void deleteLlmApiKey(String projectId, String keyId) {
        calls.send(calls.path(Operation.DELETE_LLM_API_KEY).project(projectId).key(keyId), Body.NONE);
    }

    public List<Member> members(String projectId) {
        return calls.list(
                calls.path(Operation.LIST_MEMBERS).project(projectId),
                NO_PARAMETERS,
                ElementReader.of(Resources::member),
                Member::userId);
    }

    /** Adds somebody who has an account already. */
    public Member addMember(String projectId, MemberDraft draft) {
        return calls.one(
                calls.path(Operation.ADD_MEMBER).project(projectId),
                Bodies.member(draft),
                ElementReader.of(Resources::member));
    }

    public Member changeRole(String projectId, String userId, Role role) {
        return calls.change(
                calls.path(Operation.CHANGE_ROLE).project(projectId).user(userId),
                Bodies.role(role),
                ElementReader.of(Resources::member),
                new Member(userId, null, null, null, role.name(), null, null, null, null));
    }

    public void removeMember(String projectId, String userId) {
        calls.send(calls.path(Operation.REMOVE_MEMBER).project(projectId).user(userId), Body.NONE);
    }

    /** Locks a member out, who stays a member. */
    public void denyAccess(String projectId, String userId) {
        calls.send(calls.path(Operation.DENY_ACCESS).project(projectId).user(userId), Body.NONE);
    }

    /**
     * Lets a member in again.
     *
     * @param role null: the one that the member had before
     */
    public void restoreAccess(String projectId, String userId, @Nullable Role role) {
        calls.send(calls.path(Operation.RESTORE_ACCESS).project(projectId).user(userId), Bodies.role(role));
    }

    /** Invites somebody who has no account yet. */
    public Invitation invite(String projectId, InvitationDraft draft) {
        return calls.one(
                calls.path(Operation.SEND_INVITATION).project(projectId),
                Bodies.invitation(draft),
                ElementReader.of(Resources::invitation));
    }

    public List<Invitation> invitations(String projectId) {
        return calls.list(
                calls.path(Operation.LIST_INVITATIONS).project(projectId),
                NO_PARAMETERS,
                ElementReader.of(Resources::invitation),
                Invitation::id);
    }

    public void resendInvitation(String projectId, String invitationId) {
        calls.send(calls.path(Operation.RESEND_INVITATION).project(projectId).invitation(invitationId), Body.NONE);
    }

    public void cancelInvitation(String projectId, String invitationId) {
        calls.send(calls.path(Operation.CANCEL_INVITATION).project(projectId).invitation(invitationId), Body.NONE);
    }

    public List<SentinelPass> sentinelPasses(String projectId, SentinelPassQuery query) {
        return calls.list(
                calls.path(Operation.LIST_SENTINEL_PASSES).project(projectId),
                query.parameters(),
                ElementReader.of(Resources::sentinelPass),
                SentinelPass::id);
    }

    public SentinelPass createSentinelPass(String projectId, SentinelPassDraft draft) {
        return calls.one(
                calls.path(Operation.CREATE_SENTINEL_PASS).project(projectId),
                Bodies.sentinelPass(draft),
                ElementReader.of(Resources::sentinelPass));
    }

    @Override
    public void close() {
        calls.close();
    }
}
