package io.tracelake.sandbox;

import static io.tracelake.sandbox.Application.attributes;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.sandbox.Application.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectsTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);
    private final Sandbox sandbox = Sandbox.start(SandboxConfig.defaults(clock));
    private final Application owner = Application.of(sandbox);
    private final SandboxProject first = sandbox.projects().getFirst();
    private final SandboxProject second = sandbox.projects().get(1);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void aNewProjectHasAKeyAndTrafficOfItsOwnFromItsCreationOn() {
        Answer created = owner.post("", attributes("\"name\":\"Mine\""));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/data/attributes/role")).isEqualTo("OWNER");
        Caller caller = caller("Mine");
        assertThat(caller.get("/public/traces?limit=100").at("/meta/totalItems").asLong())
                .isZero();
        assertThat(caller.get("/public/metrics/daily").at("/data").size()).isZero();
        clock.advance(Duration.ofMinutes(10));
        var page = caller.page("orderBy=timestamp.asc&limit=100");
        assertThat(page).hasSize(100).allSatisfy(trace -> {
            assertThat(trace.get("projectId").asString()).isEqualTo(created.id());
            assertThat(trace.get("timestamp").asString()).isGreaterThanOrEqualTo("2026-11-20T12:00:00.000Z");
        });
        // a third of 20 a second, less the few that are still to arrive
        assertThat(caller.get("/public/traces?limit=1").at("/meta/totalItems").asLong())
                .isBetween(3_850L, 4_000L);
        assertThat(Caller.ids(page))
                .doesNotContainAnyElementsOf(Caller.ids(Caller.of(sandbox).page("limit=100")));
    }

    @Test
    void aDeletedProjectIsGoneAndItsKeysAreDeadAtOnce() {
        assertThat(owner.delete("/" + second.id()).status()).isEqualTo(204);
        assertThat(owner.analytics(second.publicKey(), second.secretKey())).isEqualTo(401);
        assertThat(owner.get("/" + second.id()).status()).isEqualTo(404);
        assertThat(owner.delete("/" + second.id()).status()).isEqualTo(404);
        assertThat(names("?forceRefresh=true")).doesNotContain(second.name()).hasSize(2);
        assertThat(owner.delete("/" + first.id()).status())
                .as("the default project")
                .isEqualTo(409);
    }

    @Test
    void aRenamedProjectHasItsNewNameInBothServices() {
        clock.advance(Duration.ofMinutes(1));
        Answer renamed = rename(second.id(), second.id(), "project", "Other Name");
        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.text("/data/attributes/updatedAt")).isEqualTo("2026-11-20T12:01:00.000Z");
        assertThat(new Caller(sandbox, second)
                        .get("/public/projects")
                        .at("/data/0/name")
                        .asString())
                .isEqualTo("Other Name");
        assertThat(rename(second.id(), first.id(), "project", "X").pointer()).isEqualTo("/data/id");
        assertThat(rename(second.id(), second.id(), "projects", "X").pointer()).isEqualTo("/data/type");
        assertThat(rename(second.id(), second.id(), "project", first.name().toUpperCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(409);
        assertThat(rename(second.id(), second.id(), "project", "OTHER NAME").status())
                .as("its own name in capitals")
                .isEqualTo(200);
    }

    @Test
    void namesAreNeitherBlankNorLongNorTaken() {
        for (String name : List.of("", "  ", "x".repeat(101))) {
            Answer refused = owner.post("", attributes("\"name\":\"" + name + "\""));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.pointer()).isEqualTo("/data/attributes/name");
        }
        assertThat(owner.post("", attributes("\"name\":\"" + first.name() + " \""))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void listsComeFromACacheOfFiveMinutesUnlessTheyAreToBeFresh() {
        assertThat(names("")).hasSize(3);
        owner.post("", attributes("\"name\":\"Mine\""));
        assertThat(names("")).as("cached").hasSize(3);
        assertThat(names("?search=mine")).as("another query").containsExactly("Mine");
        assertThat(owner.as("admin").get("").json().get("data").size())
                .as("another user, who is no member")
                .isEqualTo(3);
        clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(names("")).hasSize(3);
        clock.advance(Duration.ofMillis(1));
        assertThat(names("")).hasSize(4);
        owner.delete("/" + second.id());
        assertThat(names("")).as("cached again").contains(second.name());
        assertThat(names("?forceRefresh=true")).doesNotContain(second.name());
        assertThat(names("")).as("the fresh list is cached, too").doesNotContain(second.name());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_role=VIEWER|",
                "user_role=viewer,OWNER|Support Assistant,Search Answers,Reply Drafts",
                "has_wallet=true|Support Assistant,Reply Drafts",
                "has_tools=false|Search Answers",
                "has_notebooks=true|Support Assistant,Search Answers",
                "min_members=5|",
                "max_members=4&search=S|Support Assistant,Search Answers,Reply Drafts",
                "search=se|Search Answers",
                "created_after=2026-11-18T12:00:00Z|",
                "created_after=2026-11-18T11:59:59Z&search=r&sort=alphabetical|Reply Drafts,Search Answers,Support Assistant",
                "created_before=2026-11-18|",
                "sort=name|Reply Drafts,Search Answers,Support Assistant",
                "sort=tools_count|Reply Drafts,Support Assistant,Search Answers",
                "sort=notebooks_count|Search Answers,Support Assistant,Reply Drafts",
                "sort=members_count|Reply Drafts,Search Answers,Support Assistant",
            })
    void filtersAndSorts(String query, String expected) {
        assertThat(names("?" + query)).isEqualTo(expected == null ? List.of() : List.of(expected.split(",")));
    }

    @Test
    void timesSortFromTheNewest() {
        clock.advance(Duration.ofMinutes(1));
        owner.post("", attributes("\"name\":\"Mine\""));
        clock.advance(Duration.ofMinutes(1));
        rename(second.id(), second.id(), "project", second.name());
        clock.advance(Duration.ofMinutes(1));
        owner.post("/" + first.id() + "/api_keys", attributes("\"note\":\"x\""));
        assertThat(names("?sort=created_at").getFirst()).isEqualTo("Mine");
        assertThat(names("?sort=updated_at").subList(0, 2)).containsExactly(second.name(), "Mine");
        assertThat(names("?sort=recent_activity").subList(0, 3)).containsExactly(first.name(), second.name(), "Mine");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_role=KING",
                "has_wallet=yes",
                "min_members=-1",
                "max_members=99999999999",
                "sort=size",
                "created_after=yesterday",
                "created_before=2026-11-20T12:00:00",
                "forceRefresh=1",
            })
    void valuesThatMeanNothingAreRefused(String query) {
        Answer refused = owner.get("?" + query);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/source/parameter")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void detailsIncludeWhatIsAskedForAndNothingElse() {
        String path = "/" + first.id();
        owner.post(path + "/llm_api_keys", Application.typed("llm_api_keys", "\"provider\":\"p\",\"apiKey\":\"k\""));
        owner.post(path + "/sentinel_passes", "{\"sentinelPass\":{\"name\":\"n\",\"credential_type\":\"t\"}}");
        assertThat(owner.get(path).json().has("included")).isFalse();
        var included = owner.get(path + "?include=sentinelPasses,users,llmApiKeys,apiKeys")
                .json()
                .get("included");
        assertThat(Caller.list(included).stream()
                        .map(resource -> resource.get("type").asString())
                        .distinct())
                .containsExactly("users", "apiKey", "llmApiKey", "sentinelPass");
        assertThat(owner.get(path + "?include=everything").status()).isEqualTo(422);
        assertThat(owner.get(path + "?secret=maybe").status()).isEqualTo(422);
    }

    private Caller caller(String name) {
        return new Caller(
                sandbox,
                sandbox.projects().stream()
                        .filter(project -> project.name().equals(name))
                        .findFirst()
                        .orElseThrow());
    }

    private Answer rename(String projectId, String id, String type, String name) {
        return owner.patch(
                "/" + projectId,
                "{\"data\":{\"id\":\"%s\",\"type\":\"%s\",\"attributes\":{\"name\":\"%s\"}}}"
                        .formatted(id, type, name));
    }

    private List<String> names(String query) {
        return Caller.list(owner.get(query).json().get("data")).stream()
                .map(project -> project.at("/attributes/name").asString())
                .toList();
    }
}
