package io.tracelake.client.organizations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracelake.client.testing.RawServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
    @Test
    void sendsAnOperationWhereTheConfigurationPutsIt() throws IOException {
        Routes routes =
                Organization.routes("rename-project", "PUT /orgs/{organizationId}/settings/{projectId}/name$1;v=2");
        try (RawServer server = RawServer.start(RawServer.json(200, "{\"data\":{\"id\":\"p\"}}"));
                OrganizationsClient client = Organization.client(server, Organization.TOKEN, routes)) {
            client.renameProject("$0\\{keyId}", "n");
            assertThat(server.requests().getFirst().method()).isEqualTo("PUT");
            assertThat(server.requests().getFirst().target())
                    .isEqualTo("/v1/api/orgs/org%201/settings/%240%5C%7BkeyId%7D/name$1;v=2");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rename-projects | PATCH /organizations/{organizationId}/projects/{projectId} | no such operation: 'rename-projects'
            rename-project | PATCH /organizations/{organizationId}/projects | rename-project: must contain {projectId}
            rename-project | PATCH /projects/{projectId} | rename-project: must contain {organizationId}
            rename-project | PATCH /o/{organizationId}/p/{projectId}/{x} | rename-project: must not contain {x}
            rename-project | FETCH /o/{organizationId}/p/{projectId} | rename-project: no such method: FETCH
            rename-project | /o/{organizationId}/p/{projectId} | rename-project: must be a method and a path
            rename-project | PATCH o/{organizationId}/p/{projectId} | rename-project: must be a method and a path
            rename-project | PATCH /o/{organizationId}/p/{projectId}?a=1 | rename-project: must be a path without a query
            rename-project | PATCH /o/{organizationId}/p/{projectId}/%zz | rename-project: must be a path without a query
            rename-project | PATCH /o/{organizationId}/p/{projectId}/{ | rename-project: must be a path without a query
            """)
    void refusesARouteThatCanNotWorkAndNamesIt(String operation, String route, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Routes.of(Map.of(operation, route)))
                .withMessageContaining(message);
    }

    @Test
    void namesEachOperationOnceInKebabCase() {
        assertThat(Arrays.stream(Operation.values()).map(Operation::label))
                .doesNotHaveDuplicates()
                .allMatch(label -> label.matches("[a-z]+(-[a-z]+)*"));
        for (Operation operation : Operation.values()) {
            String same = operation.method() + " " + operation.path();
            assertThat(Routes.of(Map.of(operation.label(), same))).isEqualTo(Routes.DEFAULT);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void refusesAnIdThatWouldMakeAnotherAddress(String id) throws IOException {
        try (RawServer server = RawServer.start(RawServer.json(200, "{}"));
                OrganizationsClient client = Organization.client(server)) {
            assertThatThrownBy(() -> client.deleteProject(id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("projectId");
            assertThatThrownBy(() -> client.deleteApiKey("p", id)).hasMessageContaining("keyId");
            assertThat(server.requests()).isEmpty();
        }
    }
}
