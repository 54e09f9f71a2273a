package io.tracelake.app.up;

import io.tracelake.app.config.ConfigurationException;
import io.tracelake.app.config.OrganizationSettings;
import io.tracelake.app.config.ServiceSettings;
import io.tracelake.client.Secret;
import io.tracelake.client.quota.QuotaConfig;
import io.tracelake.sandbox.OrganizationAccess;
import io.tracelake.sandbox.SandboxConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code up.properties} in the data directory: where the last {@code up} listens, so that other commands find it, and
 * when its sandbox was born, so that it shows the same traces after a restart. Holds no secret.
 *
 * @param sandbox address of the sandbox, null without one
 * @param sandboxBorn begin of the sandbox's live traffic
 */
public record UpFile(
        String bootstrapServers,
        @Nullable URI sandbox,
        @Nullable Instant sandboxBorn) {
    private static final String NAME = "up.properties";
    private static final String KAFKA = "kafka.bootstrap.servers";
    private static final String SANDBOX = "sandbox.url";
    private static final String BORN = "sandbox.live-from";

    /** Reads what the last {@code up} on this data directory has left. */
    public static Optional<UpFile> read(Path data) {
        Path file = data.resolve(NAME);
        var properties = new Properties();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
            String sandbox = properties.getProperty(SANDBOX);
            String born = properties.getProperty(BORN);
            return Optional.of(new UpFile(
                    properties.getProperty(KAFKA, ""),
                    sandbox == null ? null : URI.create(sandbox),
                    born == null ? null : Instant.parse(born)));
        } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
            throw new ConfigurationException("data: '" + file + "' can't be read: " + e.getMessage());
        }
    }

    void write(Path data) throws IOException {
        var lines = new Properties();
        lines.setProperty(KAFKA, bootstrapServers);
        if (sandbox != null) {
            lines.setProperty(SANDBOX, sandbox.toString());
        }
        if (sandboxBorn != null) {
            lines.setProperty(BORN, sandboxBorn.toString());
        }
        String text = lines.stringPropertyNames().stream()
                .sorted()
                .map(name -> name + "=" + lines.getProperty(name).replace(":", "\\:"))
                .collect(Collectors.joining("\n", "# Where the last 'tracelake up' listens.\n", "\n"));
        Path draft = Files.writeString(data.resolve(NAME + ".new"), text);
        Files.move(draft, data.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The sandbox as a service like any other; empty without one. */
    public Optional<ServiceSettings> services() {
        if (sandbox == null) {
            return Optional.empty();
        }
        var access = OrganizationAccess.of(SandboxConfig.defaults(InstantSource.system()));
        return Optional.of(sandboxServices(sandbox, QuotaConfig.DEFAULTS, access));
    }

    static ServiceSettings sandboxServices(URI root, QuotaConfig quota, OrganizationAccess access) {
        return new ServiceSettings(
                root.resolve("/api"),
                quota,
                new OrganizationSettings(
                        root.resolve("/v1/api"),
                        access.organizationId(),
                        Secret.of(access.apiKey()),
                        Secret.of(access.token())),
                java.util.List.of());
    }
}
