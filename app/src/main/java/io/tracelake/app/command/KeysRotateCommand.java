package io.tracelake.app.command;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.line.LineSettings;
import io.tracelake.app.output.Moments;
import io.tracelake.app.service.ApiKeyText;
import io.tracelake.app.service.KeyRotation;
import io.tracelake.app.service.NamedProject;
import io.tracelake.app.service.OpenedOrganization;
import io.tracelake.client.analytics.AnalyticsClient;
import io.tracelake.client.organizations.ApiKey;
import io.tracelake.ingester.config.KeyConfig;
import io.tracelake.ingester.config.KeySource;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A new key in place of another. */
@Command(
        name = "rotate",
        description = {
            "Creates a key with the note of an existing one and as long a life, prints it with its secret, and deletes"
                    + " the existing one once the new one has opened the project at the analytics service. If the new"
                    + " one doesn't work it is deleted, and the existing one stays.",
            "A key that an ingester has made for itself (its note is organizations.key-label) is only marked: the"
                    + " ingester replaces it, and no secret is printed."
        })
final class KeysRotateCommand extends ProjectCommand {
    @Parameters(paramLabel = "<key id>", description = "Id of the key to be replaced")
    private String keyId = "";

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    private final InstantSource clock;

    KeysRotateCommand(CommonOptions common, InstantSource clock) {
        super(common);
        this.clock = clock;
    }

    @Override
    void run(OpenedOrganization organization, NamedProject named) {
        ApiKey old = find(organization.service().apiKeys(named.id()), named);
        KeyConfig keys = LineSettings.config(organization.discovery());
        if (keys.isOwn(old.note())) {
            requireMinting(keys, old);
            mark(organization, named, keys.replaceLabel());
            return;
        }
        try (AnalyticsClient analytics = organization.analytics()) {
            if (analytics == null) {
                throw new ConfigurationException(
                        "analytics.base-url: missing; a key is deleted only once its successor has opened the project"
                                + " there. Set it, or use 'keys create' and 'keys delete'");
            }
            confirmation.require("Replace key '" + keyId + "' of project " + named);
            rotate(new KeyRotation(organization.service(), analytics, named, old, clock), named);
        }
    }

    private ApiKey find(List<ApiKey> keys, NamedProject named) {
        return keys.stream()
                .filter(key -> key.id().equals(keyId))
                .findFirst()
                .orElseThrow(() -> new NoSuchKeyException("project " + named + " has no key '" + keyId + "'"));
    }

    /** Only an ingester that makes keys replaces one that is marked; without it the mark would promise in vain. */
    private void requireMinting(KeyConfig keys, ApiKey old) {
        if (!keys.sources().contains(KeySource.MINT)) {
            throw new ConfigurationException("key '" + keyId
                    + "' has the note of keys that ingesters make for themselves ('"
                    + old.note() + "'), and organizations.keys has no mint here; set it as the ingester has it, or give"
                    + " the key another note first ('keys update')");
        }
    }

    private void mark(OpenedOrganization organization, NamedProject named, String note) {
        confirmation.require("Let the ingester replace key '" + keyId + "' of project " + named);
        var marked = organization.service().updateApiKey(named.id(), keyId, note);
        printLines(
                document -> document.text("projectId", named.id())
                        .text("done", "marked")
                        .object("key", object -> ApiKeyText.members(object, marked)),
                () -> List.of("key '" + keyId + "' is an ingester's own; that replaces it within "
                        + Moments.length(organization.discovery().detailsInterval())
                        + " (organizations.details-interval; later while it catches up), and deletes it then"));
    }

    /** Printed before anything is proved: were the process killed, nobody would know the secret any more. */
    private void rotate(KeyRotation rotation, NamedProject named) {
        var made = rotation.make();
        printLines(
                document -> {
                    ApiKeyText.members(document, named, made);
                    document.text("replaces", keyId);
                },
                () -> ApiKeyText.lines(named, made));
        rotation.finish(made);
        say("the new key opens the project; key '" + keyId + "' is deleted");
    }

    /** The message names project and key. */
    static final class NoSuchKeyException extends RuntimeException {
        NoSuchKeyException(String message) {
            super(message);
        }
    }
}
