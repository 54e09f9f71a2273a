package io.tracelake.sandbox.organization;

import java.util.List;

/** A project with all that belongs to it. Never changes; a change makes another one. */
public record Project(
        ProjectFacts facts,
        Members members,
        ApiKeys apiKeys,
        LlmApiKeys llmApiKeys,
        Invitations invitations,
        SentinelPasses sentinelPasses) {

    static Project create(ProjectFacts facts, List<Membership> members, ApiKey firstKey) {
        return new Project(
                facts,
                new Members(members),
                new ApiKeys(List.of(firstKey)),
                new LlmApiKeys(List.of()),
                new Invitations(List.of()),
                new SentinelPasses(List.of()));
    }

    public String id() {
        return facts.id();
    }

    public String name() {
        return facts.name();
    }

    Project with(ProjectFacts changed) {
        return new Project(changed, members, apiKeys, llmApiKeys, invitations, sentinelPasses);
    }

    public Project with(Members changed) {
        return new Project(facts, changed, apiKeys, llmApiKeys, invitations, sentinelPasses);
    }

    public Project with(ApiKeys changed) {
        return new Project(facts, members, changed, llmApiKeys, invitations, sentinelPasses);
    }

    public Project with(LlmApiKeys changed) {
        return new Project(facts, members, apiKeys, changed, invitations, sentinelPasses);
    }

    public Project with(Invitations changed) {
        return new Project(facts, members, apiKeys, llmApiKeys, changed, sentinelPasses);
    }

    public Project with(SentinelPasses changed) {
        return new Project(facts, members, apiKeys, llmApiKeys, invitations, changed);
    }
}
