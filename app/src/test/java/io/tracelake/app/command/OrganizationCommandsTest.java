package io.tracelake.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that look after an organization, each against a service on a loopback port. */
class OrganizationCommandsTest {
    @TempDir
    Path directory;

    private ServiceStub service;

    @BeforeEach
    void start() throws IOException {
        service = new ServiceStub();
        service.keys.put("k1", new ServiceStub.Key("k1", "by hand", "\"2026-03-11T00:00:00Z\""));
        Files.writeString(directory.resolve("key.txt"), ServiceStub.SECRET + "\n");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest(name = "tracelake {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            projects list                                             | "GET "                          | /projects/0/name            | One
            projects list --user-role owner,admin                     | GET ?user_role=OWNER,ADMIN      | /projects/0/id              | p1
            projects list --has-wallet --no-has-tools --has-notebooks | GET ?has_wallet=true&has_tools=false&has_notebooks=true | /organizationId | o
            projects list --min-members 2 --max-members 9 --search On | GET ?min_members=2&max_members=9&search=On | /projects/0/membersCount | 2
            projects list --sort recent-activity --created-after 2026-01-01 --created-before 2026-04-01T01:02:03Z | GET ?sort=recent_activity&created_after=2026-01-01T00:00:00Z&created_before=2026-04-01T01:02:03Z | /projects/0/createdAt | 2026-03-01T07:15:00Z
            projects list --force-refresh                             | GET ?forceRefresh=true          | /projects/0/role            | ADMIN
            projects create --name One                                | POST  {"data":{"attributes":{"name":"One"}}} | /project/id    | p1
            projects get                                              | GET /p1                         | /project/id                 | p1
            projects get --include users,apiKeys,llm-api-keys,sentinel_passes | GET /p1?include=        | /users/0/email              | ada@example.org
            projects get --secret                                     | GET /p1?secret=true             | /secrets/secretKey          | ****
            projects rename --project One --name Two                  | PATCH /p1 {"data":{"            | /project/id                 | p1
            projects delete --project p1 --yes                        | DELETE /p1                      | /done                       | deleted
            keys list                                                 | GET /p1/api_keys                | /keys/0/publicKey           | pk-lf-of-k1
            keys create --note n --expires-at 2036-01-01              | POST /p1/api_keys               | /secretKey                  | sk-lf-of-k101
            keys update k1 --note other                               | PATCH /p1/api_keys/k1           | /key/note                   | other
            keys delete k1 --yes                                      | DELETE /p1/api_keys/k1          | /id                         | k1
            keys rotate k1 --yes                                      | DELETE /p1/api_keys/k1          | /replaces                   | k1
            llm-keys create --provider openai --api-key-file KEY      | POST /p1/llm_api_keys           | /key/provider               | openai
            llm-keys create --provider openai --custom-model a --custom-model b --no-with-default-models --api-key-file KEY | POST /p1/llm_api_keys | /key/id | r1
            llm-keys delete r1 --yes                                  | DELETE /p1/llm_api_keys/r1      | /done                       | deleted
            members list                                              | GET /p1/users                   | /members/0/firstName        | Ada
            members add --email ada@example.org --role viewer --organization-role member | POST /p1/add_user | /member/role           | MEMBER
            members set-role r1 --role ADMIN                          | PATCH /p1/users/r1              | /member/id                  | r1
            members remove ADA@example.org --yes                      | DELETE /p1/users/r1             | /done                       | removed
            members deny r1 --yes                                     | POST /p1/users/r1/deny_access   | /done                       | denied
            members restore r1 --role viewer                          | POST /p1/users/r1/restore_access | /done                      | restored
            invitations send --email ada@example.org --project-only   | POST /p1/invitations            | /invitation/status          | pending
            invitations list                                          | GET /p1/invitations             | /invitations/0/id           | r1
            invitations resend r1                                     | POST /p1/invitations/r1/resend  | /done                       | sent again
            invitations cancel r1 --yes                               | DELETE /p1/invitations/r1       | /done                       | cancelled
            sentinel-passes list --active --credential-type t --search s --tags a,b | GET /p1/sentinel_passes?active=true&credential_type=t&search=s&tags=a,b | /sentinelPasses/0/credentialType | api_key
            sentinel-passes create --name n --credential-type t --tags a,b | POST /p1/sentinel_passes   | /sentinelPass/name          | A pass
            """)
    void asksTheServiceAndPrintsForPeopleAndForPrograms(String line, String request, String pointer, String value)
            throws IOException {
        var json = run(line + " --json");
        assertThat(json.status()).as(json.err()).isZero();
        assertThat(json.err()).isEmpty();
        assertThat(json.json().at(pointer).asString()).isEqualTo(value);
        assertThat(service.requests).anyMatch(sent -> sent.startsWith(request));

        service.keys.put("k1", new ServiceStub.Key("k1", "by hand", "null"));
        var text = run(line);
        assertThat(text.status()).as(text.err()).isZero();
        assertThat(text.err()).isEmpty();
        assertThat(text.out()).isNotBlank();
    }

    @Test
    void sendsWhatTheOptionsSay() throws IOException {
        run("llm-keys create --provider openai --custom-model a --custom-model b --no-with-default-models"
                + " --api-key-file KEY");
        run("members add --email x@example.org --role viewer --organization-role member");
        run("invitations send --email y@example.org");
        run("keys create --note n --expires-at 2036-01-01");

        assertThat(service.changes().get(0))
                .contains("\"customModels\":[\"a\",\"b\"]", "\"withDefaultModels\":false", ServiceStub.SECRET);
        assertThat(service.changes().get(1))
                .containsIgnoringCase("\"role\":\"VIEWER\"")
                .contains("x@example.org");
        assertThat(service.changes().get(2))
                .containsIgnoringCase("\"role\":\"MEMBER\"")
                .contains("y@example.org");
        assertThat(service.changes().get(3)).contains("\"note\":\"n\"", "2036-01-01T00:00:00");
    }

    @ParameterizedTest(name = "tracelake {0}")
    @ValueSource(
            strings = {
                "projects delete --project p1",
                "keys delete k1",
                "keys rotate k1",
                "llm-keys delete r1",
                "members remove r1",
                "members deny r1",
                "invitations cancel r1"
            })
    void destroysNothingUnasked(String line) throws IOException {
        var ran = run(line);

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("--yes").hasLineCount(1);
        assertThat(ran.out()).isEmpty();
        assertThat(service.changes()).isEmpty();
    }

    @ParameterizedTest(name = "{1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            projects create --name One          | POST                          | 409
            projects rename --name One          | PATCH /p1                     | 422
            projects delete --project p1 --yes  | DELETE /p1                    | 403
            keys create --note n                | POST /p1/api_keys             | 422
            keys update k1 --note n             | PATCH /p1/api_keys/k1         | 404
            members add --email a --role admin --project-only | POST /p1/add_user | 409
            members deny r1 --yes               | POST /p1/users/r1/deny_access | 422
            invitations cancel r1 --yes         | DELETE /p1/invitations/r1     | 404
            sentinel-passes list                | GET /p1/sentinel_passes       | 403
            """)
    void saysInOneLineWhatTheServiceObjectsTo(String line, String request, int status) throws IOException {
        service.answer(
                request.equals("POST") ? "POST " : request,
                status,
                "{\"errors\":[{\"status\":\"%d\",\"title\":\"No\",\"detail\":\"for a reason\"}]}".formatted(status));

        var ran = run(line);

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("for a reason", String.valueOf(status)).hasLineCount(1);
    }

    @ParameterizedTest(name = "tracelake {0}")
    @CsvSource(delimiter = '|', textBlock = """
            projects                                     | which command
            projects create                              | --name
            projects delete --yes                        | --project
            projects get --project Two                   | there is no 'Two'
            projects get --include secrets               | users, apiKeys, llmApiKeys, sentinelPasses
            projects list --sort size                    | recent_activity
            projects list --user-role king               | king
            projects list --created-after yesterday      | yesterday
            keys create                                  | --note
            keys update k1                               | --note
            keys delete --yes                            | key id
            llm-keys create --provider p --api-key-file none.txt | none.txt
            llm-keys create --api-key-file KEY           | --provider
            members add --email a                        | --role
            members set-role r1 --role emperor           | emperor
            sentinel-passes list --tags a,,b              | --tags
            """)
    void refusesWrongUsageInOneLine(String line, String named) throws IOException {
        var ran = run(line);

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("tracelake: ").contains(named).hasLineCount(1);
        assertThat(service.changes()).isEmpty();
    }

    @Test
    void namesWhatAProjectDoesNotHave() throws IOException {
        assertThat(run("members remove eve@example.org --yes").err()).contains("no member 'eve@example.org'");
        assertThat(run("keys rotate k7 --yes").err()).contains("no key 'k7'");
        assertThat(service.changes()).isEmpty();
    }

    @Test
    void asksForAnOrganizationInOneLineIfThereIsNone() throws IOException {
        var file = Files.writeString(directory.resolve("none.yml"), "data: " + directory);

        var ran = Ran.with(file, "projects", "list");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("organizations.base-url", "tracelake up").hasLineCount(1);
    }

    @Test
    void takesTheSuccessorsExpiryFromTheLengthOfTheOldOnesLife() throws IOException {
        Instant before = Instant.now();
        var made = run("keys rotate k1 --yes --json").json();

        Instant expires = Instant.parse(made.at("/expiresAt").asString());
        assertThat(expires)
                .isBetween(before.plusSeconds(10 * 86_400 - 1), Instant.now().plusSeconds(10 * 86_400));
        assertThat(made.at("/note").asString()).isEqualTo("by hand");
        assertThat(service.keys).containsOnlyKeys("k101");
    }

    @Test
    void keepsTheOldKeyIfTheNewOneDoesNotOpenTheProject() throws IOException {
        service.opens = "p2";

        var ran = run("keys rotate k1 --yes");

        assertThat(ran.status()).isEqualTo(ExitStatus.FAILURE);
        assertThat(ran.err()).contains("k1", "p2", "the new one is deleted").hasLineCount(1);
        assertThat(service.keys).containsOnlyKeys("k1");
    }

    @Test
    void leavesAnIngestersOwnKeyToTheIngester() throws IOException {
        service.keys.put("k2", new ServiceStub.Key("k2", "tracelake", "null"));

        var minting = Files.writeString(directory.resolve("minting.yml"), service.settings(", keys: 'discover,mint'"));

        var ran = Ran.with(minting, "keys", "rotate", "k2", "--yes");

        assertThat(ran.status()).as(ran.err()).isZero();
        assertThat(ran.out()).contains("15m", "organizations.details-interval").doesNotContain("sk-lf");
        assertThat(service.keys.get("k2").note()).isEqualTo("tracelake: replace");
        assertThat(service.keys).containsOnlyKeys("k1", "k2");
    }

    /** The mark was left on the key, and nobody was there to see it. */
    @Test
    void promisesNoReplacementWhereNoIngesterMakesKeys() throws IOException {
        service.keys.put("k2", new ServiceStub.Key("k2", "tracelake", "null"));

        var ran = run("keys rotate k2 --yes");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err())
                .contains("k2", "organizations.keys", "keys update")
                .hasLineCount(1);
        assertThat(service.changes()).isEmpty();
    }

    @Test
    void rotatesNothingThatItCannotProve() throws IOException {
        var file = Files.writeString(
                directory.resolve("test.yml"), service.settings("").replaceFirst("(?m)^analytics.*$", ""));

        var ran = Ran.with(file, "keys", "rotate", "k1", "--yes");

        assertThat(ran.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(ran.err()).contains("analytics.base-url").hasLineCount(1);
        assertThat(service.changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"y", "Y", " yes "})
    void takesAYesForAYes(String answer) {
        assertThat(Confirmation.agrees(answer)).isTrue();
        assertThat(Confirmation.agrees(answer + "?")).isFalse();
        assertThat(Confirmation.agrees("")).isFalse();
        assertThat(Confirmation.agrees(null)).isFalse();
    }

    private Ran run(String line) throws IOException {
        var file = Files.writeString(directory.resolve("test.yml"), service.settings(""));
        return Ran.with(
                file,
                line.replace("KEY", directory.resolve("key.txt").toString()).split(" +"));
    }
}
