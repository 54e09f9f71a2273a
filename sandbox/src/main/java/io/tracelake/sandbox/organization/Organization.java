package io.tracelake.sandbox.organization;

import io.tracelake.sandbox.traffic.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The one organisation that both services know. Reading takes no lock. Changes take turns: each one sees what the one
 * before has left, is saved before anybody else sees it, and leaves nothing behind if a rule refuses it
 * ({@link RuleException}) or it can't be saved ({@link StateFileException}).
 */
public final class Organization {
    private final Seed seed;
    private final OrganizationConfig config;
    private final InstantSource clock;
    private final StateStore store;
    private final Disruptions disruptions = new Disruptions();
    private final ListCache lists = new ListCache();
    private final KeyIndex keys;
    private volatile State state;

    /**
     * As it was saved, or as it begins.
     *
     * @param plans the traffic of each project
     * @param born creation of what is there from the beginning
     * @throws StateFileException if what was saved can't be read
     */
    public Organization(
            Seed seed,
            Function<ProjectFacts, Plan> plans,
            OrganizationConfig config,
            Instant born,
            InstantSource clock) {
        this.seed = seed;
        this.config = config;
        this.clock = clock;
        this.store = StateStore.of(config.stateFile(), seed);
        this.keys = new KeyIndex(plans, disruptions);
        this.state = store.read().orElseGet(() -> State.seeded(seed, born));
        store.save(state);
        keys.refresh(state.projects());
    }

    public String id() {
        return seed.organizationId();
    }

    public String name() {
        return "Sandbox";
    }

    public Seed seed() {
        return seed;
    }

    public OrganizationConfig config() {
        return config;
    }

    public Disruptions disruptions() {
        return disruptions;
    }

    /** Now, by the sandbox's clock. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    public Accounts accounts() {
        return state.accounts();
    }

    public Projects projects() {
        return state.projects();
    }

    /** What a secret opens at the analytics service at this moment. */
    public Optional<TracedProject> open(String secretKey) {
        return keys.open(secretKey, now());
    }

    /** The same without counting as a use of the key. */
    public Optional<TracedProject> look(String secretKey) {
        return keys.look(secretKey, now());
    }

    /** A project as the analytics service knows it, whatever its keys. */
    public Optional<TracedProject> traced(String projectId) {
        return keys.traced(projectId);
    }

    public boolean isPublicKey(String publicKey) {
        return keys.isPublicKey(publicKey, now());
    }

    /** When a key was last used, as far as this process knows. */
    public @Nullable Instant lastUsed(String keyId) {
        return keys.lastUsed(keyId);
    }

    /** Stands for the ciphertext of a key's secret. */
    public String encrypted(ApiKey key) {
        return seed.opaque(key.pair());
    }

    /** The projects of a user, from a cache unless it is to be fresh. */
    public List<Project> list(Account asker, ProjectQuery query, boolean fresh) {
        return lists.get(asker.id(), query, fresh, now(), () -> listed(asker, query));
    }

    /** A project, for somebody who has at least this role in it. */
    public Project project(Account asker, String projectId, Role atLeast) {
        Project project = state.projects().get(projectId);
        role(asker, project, atLeast);
        return project;
    }

    /** A project of the asker, who gets the role of the organisation in it, and of the organisation's OWNERs. */
    public Project create(Account asker, String name) {
        Role own = requireCreator(asker);
        String id = Ids.next();
        Instant now = now();
        ApiKey firstKey = newKey("sandbox", true, null);
        return change(before -> {
                    var facts =
                            new ProjectFacts(id, before.projects().freeName(name, id), ProjectFacts.CREATED, now, now);
                    List<Membership> members = before.accounts().all().stream()
                            .filter(account ->
                                    account.id().equals(asker.id()) || account.organizationRole() == Role.OWNER)
                            .map(account -> new Membership(
                                    account.id(), account.id().equals(asker.id()) ? own : Role.OWNER, false, now))
                            .toList();
                    return before.with(Project.create(facts, members, firstKey));
                })
                .projects()
                .get(id);
    }

    /** Refuses those who may not create projects; the role that the others have in the organisation. */
    public Role requireCreator(Account asker) {
        Role role = asker.organizationRole();
        if (role == null || Role.ADMIN.exceeds(role)) {
            throw RuleException.forbidden("Creating a project needs the role ADMIN in the organization");
        }
        return role;
    }

    public Project rename(Account asker, String projectId, String name) {
        return change(
                asker,
                projectId,
                Role.ADMIN,
                (before, role) -> before.with(before.projects().rename(projectId, name, now())));
    }

    public void delete(Account asker, String projectId) {
        change(before -> {
            role(asker, before.projects().get(projectId), Role.OWNER);
            return before.with(before.projects().delete(projectId));
        });
    }

    public Project addMember(Account asker, String projectId, Grant grant) {
        return change(
                asker,
                projectId,
                Role.ADMIN,
                (before, role) -> new Admissions(before, projectId, now()).add(asker, role, grant));
    }

    public Project invite(Account asker, String projectId, Invitation invitation) {
        return change(
                asker,
                projectId,
                Role.ADMIN,
                (before, role) -> new Admissions(before, projectId, now()).invite(asker, role, invitation));
    }

    /** Any other change within a project, for somebody who has at least the role ADMIN in it. */
    public Project edit(Account asker, String projectId, Edit edit) {
        return change(
                asker,
                projectId,
                Role.ADMIN,
                (before, role) -> before.with(edit.apply(before.projects().get(projectId), role)));
    }

    /**
     * A key for {@link #edit} to add.
     *
     * @param expiresAt null for never
     */
    public ApiKey newKey(String note, @Nullable Instant expiresAt) {
        String line = Texts.line("note", note, Texts.MAX_NOTE);
        if (expiresAt != null && !expiresAt.isAfter(now())) {
            throw RuleException.invalidField("expires_at", "must be in the future");
        }
        return newKey(line, false, expiresAt);
    }

    /** As if the invited person had followed the link. */
    public Account acceptInvitation(String invitationId) {
        String userId = Ids.next();
        String projectId = Admissions.inviting(state, invitationId).id();
        State after = change(before -> new Admissions(before, projectId, now()).accept(invitationId, userId));
        String email =
                after.projects().get(projectId).invitations().get(invitationId).email();
        return after.accounts().byEmail(email).orElseThrow();
    }

    /** The service replaces its own key of a project; the old one is dead at once. */
    public ApiKey rotate(String projectId) {
        ApiKey key = newKey("sandbox", true, null);
        change(before -> {
            Project project = before.projects().get(projectId);
            return before.with(project.with(project.apiKeys().rotate(key)));
        });
        return key;
    }

    /** The key with this id or public key is gone for good. */
    public void revoke(String idOrPublicKey) {
        change(before -> {
            State next = before;
            for (Project project : before.projects().all()) {
                next = next.with(project.with(project.apiKeys().withoutKey(idOrPublicKey)));
            }
            return next;
        });
    }

    private List<Project> listed(Account asker, ProjectQuery query) {
        var found = state.projects().all().stream()
                .filter(project -> !disruptions.unlisted().contains(project.id()))
                .filter(project -> disruptions.lets(asker, project.id()))
                .filter(project -> project.members()
                        .activeRole(asker.id())
                        .filter(role -> query.matches(project, role))
                        .isPresent());
        ProjectSort sort = query.sort();
        return sort == null ? found.toList() : found.sorted(sort.order()).toList();
    }

    private Role role(Account asker, Project project, Role atLeast) {
        return project.members()
                .activeRole(asker.id())
                .filter(role -> role.reaches(atLeast))
                .filter(role -> disruptions.lets(asker, project.id()))
                .orElseThrow(() -> RuleException.forbidden("This needs the role %s in the project".formatted(atLeast)));
    }

    private ApiKey newKey(String note, boolean serviceMade, @Nullable Instant expiresAt) {
        String id = Ids.next();
        var key = new ApiKey(id, note, serviceMade, now(), expiresAt, seed.pair(id));
        disruptions.created(key);
        return key;
    }

    private Project change(Account asker, String projectId, Role atLeast, Step step) {
        return change(before -> step.apply(before, role(asker, before.projects().get(projectId), atLeast)))
                .projects()
                .get(projectId);
    }

    private synchronized State change(UnaryOperator<State> step) {
        State next = step.apply(state);
        store.save(next);
        state = next;
        keys.refresh(next.projects());
        return next;
    }

    /** A change within a project by somebody with this role. */
    @FunctionalInterface
    public interface Edit {
        Project apply(Project project, Role by);
    }

    @FunctionalInterface
    private interface Step {
        State apply(State before, Role by);
    }
}
