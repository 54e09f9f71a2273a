package io.tracelake.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.app.config.DiscoverySettings.Source;
import io.tracelake.app.config.IngestSettings.Payload;
import io.tracelake.app.config.TextSettings.Redacted;
import io.tracelake.client.KeyPair;
import io.tracelake.client.Secret;
import io.tracelake.client.organizations.Routes;
import io.tracelake.client.organizations.UserAccess;
import io.tracelake.client.quota.Bucket;
import io.tracelake.client.quota.QuotaConfig;
import io.tracelake.client.quota.RateLimit;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String EVERYTHING = """
            analytics:
              base-url: https://analytics.example.org/api
              limits: {traces: 100/1m, daily-metrics: 200 / 1d, headroom: 12.5%}
              max-concurrency: 8
            organizations:
              base-url: https://organizations.example.org
              organization-id: 0123
              api-key: app-secret
              token: user-secret
              keys: mint, static
              key-label: mine
              key-lifetime: 9d
              interval: 10m
              details-interval: 11m
              paths: {delete-project: 'DELETE /o/{organizationId}/p/{projectId}'}
            projects:
              - {id: one, name: The one, public-key: pk-1, secret-key: sk-1}
              - {id: two, public-key: pk-2, secret-key: sk-2}
            ingest:
              interval: 1s
              settle: 2m
              lookback: 3h
              memory: 4d
              start: PT5M
              payload: hash
              metrics-by-tag: true
              large-payloads: files
              cut-size: 3 KiB
              redact:
                - {pointer: /input/*}
                - {regex: 'a+', replacement: b}
              backfill-parallelism: 7
            streams:
              margin: 5d
              max-tags: 6
              publish-interval: 8s
              threads: 3
              standby-replicas: 1
              state: /state
              listen: "[::1]:0"
              advertised: other:4000
            lake: {path: /lake, roll-interval: 7s, roll-size: 64KB, personal-data: true, personal-data-salt: salt-secret}
            kafka:
              bootstrap.servers: broker:9092
              sasl: {jaas.config: a.Module required password=jaas-secret;}
            topics: {prefix: test., partitions: 3, replication-factor: 2}
            data: elsewhere
            """;

    @Test
    void hasADefaultForWhatNeedsOne() {
        var settings = read("", Map.of(), Mode.ROLE);

        assertThat(settings.services()).isEqualTo(new ServiceSettings(null, QuotaConfig.DEFAULTS, null, List.of()));
        assertThat(settings.discovery())
                .isEqualTo(new DiscoverySettings(
                        List.of(Source.STATIC, Source.DISCOVER),
                        "tracelake",
                        Duration.ofDays(30),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(15)));
        assertThat(settings.ingest())
                .isEqualTo(new IngestSettings(
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(20),
                        Duration.ofHours(24),
                        Duration.ofDays(90),
                        Duration.ofDays(30),
                        Payload.FULL,
                        false,
                        TextSettings.DEFAULTS,
                        4));
        assertThat(settings.kafka()).isEqualTo(new KafkaSettings(Map.of(), "tracelake.", 12, (short) -1));
        assertThat(settings.streams())
                .isEqualTo(new StreamsSettings(
                        Duration.ofDays(7),
                        64,
                        Duration.ofSeconds(10),
                        2,
                        0,
                        Path.of("data/streams"),
                        new HostPort("127.0.0.1", 3001),
                        true,
                        null));
        assertThat(settings.lake())
                .isEqualTo(new LakeSettings(Path.of("data/lake"), Duration.ofSeconds(60), 128L << 20));
        assertThat(settings.data()).isEqualTo(Path.of("data"));
    }

    @Test
    void fitsOneMachineInUp() {
        var settings = read("", Map.of("TRACELAKE_DATA", "/var/tracelake"), Mode.UP);

        assertThat(settings.kafka()).isEqualTo(new KafkaSettings(Map.of(), "tracelake.", 2, (short) -1));
        assertThat(settings.lake().rollInterval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.discovery().interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.discovery().detailsInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.lake().path()).isEqualTo(Path.of("/var/tracelake/lake"));
        assertThat(settings.streams().state()).isEqualTo(Path.of("/var/tracelake/streams"));
        assertThat(settings.streams().threads()).isEqualTo(1);
        assertThat(settings.streams().publishInterval()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void readsEverySettingFromTheFile() {
        var settings = read(EVERYTHING, Map.of(), Mode.ROLE);

        assertThat(settings.services())
                .isEqualTo(new ServiceSettings(
                        URI.create("https://analytics.example.org/api"),
                        new QuotaConfig(
                                Map.of(
                                        Bucket.TRACES, new RateLimit(100, Duration.ofMinutes(1)),
                                        Bucket.DAILY_METRICS, new RateLimit(200, Duration.ofDays(1))),
                                0.125,
                                8),
                        new OrganizationSettings(
                                URI.create("https://organizations.example.org"),
                                "0123",
                                Secret.of("app-secret"),
                                new UserAccess.Token(Secret.of("user-secret")),
                                Routes.of(Map.of("delete-project", "DELETE /o/{organizationId}/p/{projectId}"))),
                        List.of(
                                new ProjectSettings("one", "The one", new KeyPair("pk-1", Secret.of("sk-1"))),
                                new ProjectSettings("two", null, new KeyPair("pk-2", Secret.of("sk-2"))))));
        assertThat(settings.discovery())
                .isEqualTo(new DiscoverySettings(
                        List.of(Source.MINT, Source.STATIC),
                        "mine",
                        Duration.ofDays(9),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(11)));
        assertThat(settings.ingest())
                .isEqualTo(new IngestSettings(
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(2),
                        Duration.ofHours(3),
                        Duration.ofDays(4),
                        Duration.ofMinutes(5),
                        Payload.HASH,
                        true,
                        new TextSettings(
                                TextSettings.Large.FILES,
                                3 << 10,
                                List.of(
                                        new Redacted("ingest.redact[0].pointer (t.yml)", "/input/*", null, null),
                                        new Redacted("ingest.redact[1].regex (t.yml)", null, "a+", "b"))),
                        7));
        assertThat(settings.kafka())
                .isEqualTo(new KafkaSettings(
                        Map.of(
                                "bootstrap.servers",
                                "broker:9092",
                                "sasl.jaas.config",
                                "a.Module required password=jaas-secret;"),
                        "test.",
                        3,
                        (short) 2));
        assertThat(settings.streams())
                .isEqualTo(new StreamsSettings(
                        Duration.ofDays(5),
                        6,
                        Duration.ofSeconds(8),
                        3,
                        1,
                        Path.of("/state"),
                        new HostPort("::1", 0),
                        false,
                        new HostPort("other", 4000)));
        assertThat(settings.lake())
                .isEqualTo(new LakeSettings(
                        Path.of("/lake"), Duration.ofSeconds(7), 64_000, true, Secret.of("salt-secret")));
        assertThat(settings.data()).isEqualTo(Path.of("elsewhere"));
    }

    @Test
    void letsTheEnvironmentWin() {
        var settings = read(
                EVERYTHING,
                Map.of(
                        "LANGFUSE_API_URL", "http://localhost:3000",
                        "KAFKA_BOOTSTRAP_SERVERS", "other:9092",
                        "KAFKA_SECURITY_PROTOCOL", "SSL",
                        "TRACELAKE_PROJECTS",
                                "[{\"id\": \"three\", \"public-key\": \"pk-3\", \"secret-key\": \"a\\/b\"}]",
                        "TRACELAKE_INGEST_SETTLE", "1h",
                        "TRACELAKE_INGEST_INTERVAL", "",
                        "TRACELAKE_JAVA_OPTS", "-Xmx2g"),
                Mode.ROLE);

        assertThat(settings.services().analytics()).isEqualTo(URI.create("http://localhost:3000"));
        assertThat(settings.services().projects())
                .containsExactly(new ProjectSettings("three", null, new KeyPair("pk-3", Secret.of("a/b"))));
        assertThat(settings.kafka().properties())
                .containsEntry("bootstrap.servers", "other:9092")
                .containsEntry("security.protocol", "SSL");
        assertThat(settings.ingest().settle()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.ingest().interval()).as("a blank variable is none").isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void printsNoSecret() {
        assertThat(read(EVERYTHING, Map.of(), Mode.ROLE).toString())
                .doesNotContain("app-secret", "user-secret", "sk-1", "sk-2", "jaas-secret", "salt-secret")
                .contains("****", "pk-1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ingest.interval: 1 fortnight     | ingest.interval (t.yml): must be a duration such as 30s, 20m, 24h, 7d or PT30S, not '1 fortnight'
            ingest.settle: 0s                | ingest.settle (t.yml): must be longer than 0, not '0s'
            ingest.payload: some             | ingest.payload (t.yml): must be one of full, hash, none, not 'some'
            ingest.metrics-by-tag: perhaps   | ingest.metrics-by-tag (t.yml): must be true or false, not 'perhaps'
            lake.roll-size: 12 parsecs       | lake.roll-size (t.yml): must be a size such as 128 MiB, 64KB or bytes, not '12 parsecs'
            lake.roll-size: 99999999999 GiB  | lake.roll-size (t.yml): is too large a size, not '99999999999 GiB'
            lake.path: ''                    | lake.path (t.yml): must not be blank, not ''
            streams.max-tags: 0              | streams.max-tags (t.yml): must be at least 1, not '0'
            streams.standby-replicas: -1     | streams.standby-replicas (t.yml): must be at least 0, not '-1'
            streams.listen: 3001             | streams.listen (t.yml): must be a host and a port such as 127.0.0.1:3001, not '3001'
            "streams.listen: '::1:3001'"     | streams.listen (t.yml): must be a host and a port such as 127.0.0.1:3001, not '::1:3001'
            "streams.listen: 'h:65536'"      | streams.listen (t.yml): must be a host and a port such as 127.0.0.1:3001, not 'h:65536'
            topics.partitions: 0             | topics.partitions (t.yml): must be at least 1, not '0'
            topics.partitions: many          | topics.partitions (t.yml): must be a whole number, not 'many'
            topics.replication-factor: 0     | topics.replication-factor (t.yml): must be at least 1, or -1, not '0'
            topics.prefix: a b               | topics.prefix (t.yml): must be of letters, digits, '.', '_' and '-', not 'a b'
            analytics.base-url: example.org  | analytics.base-url (t.yml): must be http:// or https:// and a host, not 'example.org'
            "analytics.base-url: 'http://me:sk@h'" | analytics.base-url (t.yml): must not carry a user name, a query or a fragment
            analytics.limits.traces: 100     | analytics.limits.traces (t.yml): must be requests and a window such as 100/1m or 200/1d, not '100'
            analytics.limits.traces: 0/1m    | analytics.limits.traces (t.yml): must allow at least 1 request, not '0/1m'
            analytics.limits.traces: 9/1ms   | analytics.limits.traces (t.yml): must have a window between 1s and 31d, not '9/1ms'
            analytics.limits.daily-metrics: 9/day | analytics.limits.daily-metrics (t.yml): must be a duration such as 30s, 20m, 24h, 7d or PT30S, not '9/day'
            analytics.limits.headroom: 0.02  | analytics.limits.headroom (t.yml): must be a percentage below 100 such as 2%, not '0.02'
            analytics.limits.headroom: 100%  | analytics.limits.headroom (t.yml): must be a percentage below 100 such as 2%, not '100%'
            analytics.limits: 100/1m         | analytics.limits (t.yml): must hold settings, not one value
            analytics.max-concurrency: 0     | analytics.max-concurrency (t.yml): must be at least 1, not '0'
            ingest.intervall: 3s             | ingest.intervall (t.yml): is no setting; did you mean 'ingest.interval'?
            lakes: {}                        | lakes (t.yml): is no setting
            ingest: 30s                      | ingest (t.yml): must hold settings, not one value
            lake: [1]                        | lake (t.yml): must be one value
            organizations.token: sk          | organizations.base-url: missing, but organizations.token is set; set it in the file or as ORGANIZATIONS_API_BASE_URL
            organizations.base-url: http://o | organizations.organization-id: missing; set it in the file or as ORGANIZATION_ID
            organizations.username: ada      | organizations.base-url: missing, but organizations.username is set; set it in the file or as ORGANIZATIONS_API_BASE_URL
            organizations.keys: static,,mint | organizations.keys (t.yml): must be some of static, discover, mint, each once, with commas between them, not 'static,,mint'
            "organizations.keys: mint,mint"  | organizations.keys (t.yml): must be some of static, discover, mint, each once, with commas between them, not 'mint,mint'
            organizations.interval: 0s       | organizations.interval (t.yml): must be longer than 0, not '0s'
            organizations.paths: here        | organizations.paths (t.yml): must hold settings, not one value
            organizations.paths.renam-project: PATCH / | organizations.paths.renam-project (t.yml): is no setting; did you mean 'organizations.paths.rename-project'?
            organizations.paths.delete-project: /x | organizations.paths.delete-project (t.yml): must be a method and a path, as DELETE /organizations/{organizationId}/projects/{projectId}: /x
            organizations.paths.delete-project: DELETE /x/{projectId} | organizations.paths.delete-project (t.yml): must contain {organizationId}: DELETE /x/{projectId}
            lake.personal-data: maybe        | lake.personal-data (t.yml): must be true or false, not 'maybe'
            projects: one                    | projects (t.yml): must be a list
            projects: [one]                  | projects[0] (t.yml): must hold id, name, public-key, secret-key
            "projects: [{id: p, public-key: k}]" | projects[0].secret-key (t.yml): missing
            "projects: [{id: p, publickey: k}]"  | projects[0].publickey (t.yml): is no setting; did you mean 'public-key'?
            "projects: [{id: a/b, public-key: k, secret-key: sk}]" | projects[0].id (t.yml): must not contain a slash, as in 'a/b'
            "projects: [{id: p, public-key: 'a:b', secret-key: sk}]" | projects[0].public-key (t.yml): must not contain a colon
            "projects: [{id: p, public-key: k, secret-key: s}, {id: p, public-key: k, secret-key: s}]" | projects[1].id (t.yml): is given twice: 'p'
            {                                | t.yml, line 1: expected the node content, but found '<stream end>'
            """)
    void refusesInOneLine(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml, Map.of(), Mode.ROLE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void logsInInsteadOfUsingAToken() {
        var settings = read(
                service("username: ada, password: user-secret, auth-base-url: 'https://auth.example.org/v1'"),
                Map.of(),
                Mode.ROLE);

        assertThat(settings.services().organization())
                .extracting(OrganizationSettings::user)
                .isEqualTo(new UserAccess.Login(
                        URI.create("https://auth.example.org/v1"), "ada", Secret.of("user-secret")));
        assertThat(settings.toString()).doesNotContain("user-secret");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            ""                              | organizations.token: missing; set it in the file or as ORGANIZATIONS_TOKEN, or set organizations.username, organizations.password and organizations.auth-base-url to log in
            "token: t, username: ada"       | organizations.token and organizations.username exclude each other; a user has a token, or logs in with a name and a password
            "token: t, password: p"         | organizations.token and organizations.password exclude each other; a user has a token, or logs in with a name and a password
            "token: 'sk secret'"            | organizations.token (t.yml): token must be of letters, digits, dots, hyphens and underscores only: ****
            "password: p"                   | organizations.username: missing; set it in the file or as ORGANIZATIONS_USERNAME
            "username: ada"                 | organizations.password: missing; set it in the file or as ORGANIZATIONS_PASSWORD
            "username: ada, password: p"    | organizations.auth-base-url: missing; set it in the file or as ORGANIZATIONS_AUTH_BASE_URL
            """)
    void wantsOneWayToBeKnown(String user, String message) {
        assertThatThrownBy(() -> read(service(user), Map.of(), Mode.ROLE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    private static String service(String user) {
        return "organizations: {base-url: 'https://o.example.org', organization-id: o, api-key: k, " + user + "}";
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            TRACELAKE_INGEST_MEMORY  | forever       | ingest.memory (TRACELAKE_INGEST_MEMORY): must be a duration such as 30s, 20m, 24h, 7d or PT30S, not 'forever'
            TRACELAKE_INGEST_LOOKBAK | 1h            | TRACELAKE_INGEST_LOOKBAK: is no environment variable of tracelake; did you mean 'TRACELAKE_INGEST_LOOKBACK'?
            ORGANIZATIONS_PATHS_RENAM_PROJECT | PATCH /x | ORGANIZATIONS_PATHS_RENAM_PROJECT: is no environment variable of tracelake; did you mean 'ORGANIZATIONS_PATHS_RENAME_PROJECT'?
            ORGANIZATIONS_PATHS_RENAME_PROJECT | PATCH /x | organizations.paths.rename-project (ORGANIZATIONS_PATHS_RENAME_PROJECT): must contain {organizationId}: PATCH /x
            TRACELAKE_PROJECTS       | {}            | projects (TRACELAKE_PROJECTS): must be a list
            TRACELAKE_PROJECTS       | [{"id": "p"}] | projects[0].public-key (TRACELAKE_PROJECTS): missing
            TRACELAKE_PROJECTS       | [{"id": sk}]  | TRACELAKE_PROJECTS: is no JSON from character 9 on
            TRACELAKE_PROJECTS       | [             | TRACELAKE_PROJECTS: is no JSON from character 2 on
            """)
    void namesTheVariableThatIsRefused(String variable, String value, String message) {
        assertThatThrownBy(() -> read("", Map.of(variable, value), Mode.ROLE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(message);
    }

    @Test
    void namesTheFileThatIsMissing() {
        assertThatThrownBy(() -> Settings.load(Path.of("no-such.yml"), Map.of(), Mode.ROLE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("--config: there is no file 'no-such.yml'");
    }

    private static Settings read(String yaml, Map<String, String> environment, Mode mode) {
        return Settings.of(yaml, "t.yml", environment, mode);
    }

    /** Kafka's own message would quote what stands behind the first space. */
    @Test
    void aJaasTextThatCannotBeReadIsNotQuoted() {
        String jaas = "o.a.k.ScramLoginModule required username=me password=se cret;";

        assertThatThrownBy(() -> read("kafka.sasl.jaas.config: '" + jaas + "'", Map.of(), Mode.ROLE))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("kafka.sasl.jaas.config (t.yml): must be one login module")
                .hasMessageNotContaining("cret")
                .hasNoCause();
    }
}
