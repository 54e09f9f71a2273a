package io.tracelake.system.contract;

import io.tracelake.client.Secret;
import io.tracelake.client.organizations.InvitationDraft;
import io.tracelake.client.organizations.LlmApiKeyDraft;
import io.tracelake.client.organizations.MemberDraft;
import io.tracelake.client.organizations.OrganizationsClient;
import io.tracelake.client.organizations.Role;
import java.util.Map;
import java.util.UUID;

/** Makes projects that are alike: the same people in the same roles, and one of everything. */
final class SceneMaker {
    private final SandboxService service;
    private final OrganizationsClient owner;
    private final Map<String, Person> askers;
    private final Person member;
    private final Person denied;
    private final Person account;

    SceneMaker(SandboxService service) {
        this.service = service;
        this.owner = service.as(service.owner());
        this.askers = Map.of(
                "OWNER", service.owner(),
                "ADMIN", service.with(Role.ADMIN),
                "MEMBER", service.with(Role.MEMBER),
                "VIEWER", service.with(Role.VIEWER),
                "OUTSIDER", service.with(Role.ADMIN),
                "DENIED", service.stranger(),
                "STRANGER", service.stranger(),
                "NOBODY", new Person("", "", Secret.of("sandbox.of-nobody"), Secret.of("none")));
        this.member = service.with(Role.MEMBER);
        this.denied = service.with(Role.MEMBER);
        this.account = service.stranger();
    }

    Person asker(String name) {
        Person asker = askers.get(name);
        if (asker == null) {
            throw new IllegalArgumentException("no such asker: " + name);
        }
        return asker;
    }

    Scene make() {
        String project = service.newProject(UUID.randomUUID().toString());
        service.join(project, asker("ADMIN"), Role.ADMIN);
        service.join(project, asker("MEMBER"), Role.MEMBER);
        service.join(project, asker("VIEWER"), Role.VIEWER);
        owner.addMember(project, new MemberDraft(asker("DENIED").email(), Role.ADMIN, null, true));
        owner.denyAccess(project, asker("DENIED").id());
        service.join(project, member, Role.MEMBER);
        service.join(project, denied, Role.MEMBER);
        owner.denyAccess(project, denied.id());
        return new Scene(
                service.sandbox().organizationId(),
                project,
                owner.createApiKey(project, "n", null).key().id(),
                owner.createLlmApiKey(project, new LlmApiKeyDraft("openai", Secret.of("sk-provider")))
                        .id(),
                member.id(),
                denied.id(),
                owner.invite(project, new InvitationDraft(UUID.randomUUID() + "@example.com"))
                        .id(),
                account.email());
    }
}
