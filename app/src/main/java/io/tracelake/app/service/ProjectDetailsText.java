package io.tracelake.app.service;

import io.tracelake.app.output.Cells;
import io.tracelake.app.output.Json;
import io.tracelake.client.organizations.OrganizationProjectDetails;
import io.tracelake.client.organizations.Related;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A project with what was asked for beside it. Of a key pair it shows the public key; the secret only as readable or not.
 *
 * @param secret whether the pair was asked for
 */
public record ProjectDetailsText(OrganizationProjectDetails details, Set<Related> related, boolean secret) {
    private static final String MASK = "****";

    public ProjectDetailsText {
        related = Set.copyOf(related);
    }

    /** Tables below each other. */
    public List<String> lines(int width) {
        var lines = new ArrayList<String>();
        lines.addAll(OrganizationProjectText.table(List.of(details.project())).lines(width));
        if (secret) {
            lines.add("");
            lines.addAll(secretLines());
        }
        if (related.contains(Related.USERS)) {
            lines.add("");
            lines.addAll(MemberText.table(details.members()).lines(width));
        }
        if (related.contains(Related.API_KEYS)) {
            lines.add("");
            lines.addAll(ApiKeyText.table(details.apiKeys()).lines(width));
        }
        if (related.contains(Related.LLM_API_KEYS)) {
            lines.add("");
            lines.addAll(LlmApiKeyText.table(details.llmApiKeys()).lines(width));
        }
        if (related.contains(Related.SENTINEL_PASSES)) {
            lines.add("");
            lines.addAll(SentinelPassText.table(details.sentinelPasses()).lines(width));
        }
        return lines;
    }

    private List<String> secretLines() {
        if (details.keys() == null) {
            return List.of(
                    details.encryptedOnly()
                            ? "key pair: not readable, the service shows it only encrypted"
                            : "key pair: not readable, the service shows none");
        }
        return List.of(
                "key pair: readable",
                "publicKey  " + Cells.printable(details.keys().publicKey()),
                "secretKey  " + MASK);
    }

    /** One object; lists that weren't asked for are left out. */
    public void members(Json json) {
        json.object("project", project -> OrganizationProjectText.members(project, details.project()));
        if (secret) {
            var keys = details.keys();
            json.object(
                    "secrets",
                    secrets -> secrets.bool("readable", keys != null)
                            .bool("encryptedOnly", details.encryptedOnly())
                            .text("publicKey", keys == null ? null : keys.publicKey())
                            .text("secretKey", keys == null ? null : MASK));
        }
        if (related.contains(Related.USERS)) {
            json.objects("users", details.members(), MemberText::members);
        }
        if (related.contains(Related.API_KEYS)) {
            json.objects("apiKeys", details.apiKeys(), ApiKeyText::members);
        }
        if (related.contains(Related.LLM_API_KEYS)) {
            json.objects("llmApiKeys", details.llmApiKeys(), LlmApiKeyText::members);
        }
        if (related.contains(Related.SENTINEL_PASSES)) {
            json.objects("sentinelPasses", details.sentinelPasses(), SentinelPassText::members);
        }
    }
}
