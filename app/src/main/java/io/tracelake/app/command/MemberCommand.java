package io.tracelake.app.command;

import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.client.organizations.Member;
import picocli.CommandLine.Parameters;

/** A command about one member, who is named by id or e-mail address. */
abstract class MemberCommand extends ProjectCommand {
    @Parameters(paramLabel = "<user>", description = "Id of the user, or the e-mail address")
    private String user = "";

    MemberCommand(CommonOptions common) {
        super(common);
    }

    /** Asks and prints. */
    abstract void run(OpenedOrganization organization, NamedProject named, String userId);

    @Override
    final void run(OpenedOrganization organization, NamedProject named) {
        run(organization, named, user.indexOf('@') < 0 ? user : userId(organization, named));
    }

    private String userId(OpenedOrganization organization, NamedProject named) {
        return organization.service().members(named.id()).stream()
                .filter(member -> user.equalsIgnoreCase(member.email()) || user.equals(member.userId()))
                .findFirst()
                .map(Member::userId)
                .orElseThrow(() -> new NoSuchMemberException("project " + named + " has no member '" + user + "'"));
    }

    /** The message names project and person. */
    static final class NoSuchMemberException extends RuntimeException {
        NoSuchMemberException(String message) {
            super(message);
        }
    }
}
