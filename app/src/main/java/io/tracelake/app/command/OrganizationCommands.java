package io.tracelake.app.command;

import java.time.InstantSource;
import java.util.Map;

/** The commands that look after the organization, each with what it needs. */
final class OrganizationCommands {
    private OrganizationCommands() {}

    static Map<Class<?>, Object> of(CommonOptions common, InstantSource clock) {
        return Map.ofEntries(
                Map.entry(ProjectsListCommand.class, new ProjectsListCommand(common)),
                Map.entry(ProjectsCreateCommand.class, new ProjectsCreateCommand(common)),
                Map.entry(ProjectsGetCommand.class, new ProjectsGetCommand(common)),
                Map.entry(ProjectsRenameCommand.class, new ProjectsRenameCommand(common)),
                Map.entry(ProjectsDeleteCommand.class, new ProjectsDeleteCommand(common)),
                Map.entry(KeysListCommand.class, new KeysListCommand(common)),
                Map.entry(KeysCreateCommand.class, new KeysCreateCommand(common)),
                Map.entry(KeysUpdateCommand.class, new KeysUpdateCommand(common)),
                Map.entry(KeysDeleteCommand.class, new KeysDeleteCommand(common)),
                Map.entry(KeysRotateCommand.class, new KeysRotateCommand(common, clock)),
                Map.entry(LlmKeysCreateCommand.class, new LlmKeysCreateCommand(common)),
                Map.entry(LlmKeysDeleteCommand.class, new LlmKeysDeleteCommand(common)),
                Map.entry(MembersListCommand.class, new MembersListCommand(common)),
                Map.entry(MembersAddCommand.class, new MembersAddCommand(common)),
                Map.entry(MembersSetRoleCommand.class, new MembersSetRoleCommand(common)),
                Map.entry(MembersRemoveCommand.class, new MembersRemoveCommand(common)),
                Map.entry(MembersDenyCommand.class, new MembersDenyCommand(common)),
                Map.entry(MembersRestoreCommand.class, new MembersRestoreCommand(common)),
                Map.entry(InvitationsSendCommand.class, new InvitationsSendCommand(common)),
                Map.entry(InvitationsListCommand.class, new InvitationsListCommand(common)),
                Map.entry(InvitationsResendCommand.class, new InvitationsResendCommand(common)),
                Map.entry(InvitationsCancelCommand.class, new InvitationsCancelCommand(common)),
                Map.entry(SentinelPassesListCommand.class, new SentinelPassesListCommand(common)),
                Map.entry(SentinelPassesCreateCommand.class, new SentinelPassesCreateCommand(common)));
    }
}
