package io.tracelake.streams.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.UsageScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageKeyTest {
    private static final List<String> PROJECTS = List.of("p", "p-1", "p1", "zażółć", "\uD83D\uDE80", "");
    private static final List<String> TAGS =
            List.of("", "a", "a/b", "/", "\u0000", "a\u0000b", "\uFF5E", "\uD83D\uDE80", "x".repeat(10_000));
    private static final Comparator<String> UTF8 =
            (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void keysReturnFromTheirBytesAndLieInOrder(long seed) {
        var keys = keys(new Random(seed));
        assertThat(keys).allSatisfy(key -> assertThat(UsageKey.of(key.bytes())).isEqualTo(key));

        var byBytes = new ArrayList<>(keys);
        byBytes.sort(Comparator.comparing(UsageKey::bytes));
        assertThat(byBytes)
                .isSortedAccordingTo(Comparator.comparing((UsageKey key) -> key.projectId() + '/', UTF8)
                        .thenComparingInt(key -> key.granularity().code())
                        .thenComparingLong(UsageKey::windowStart)
                        .thenComparing(UsageKey::scope)
                        .thenComparing(UsageKeyTest::tagOf, UTF8));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 7})
    void differentKeysHaveDifferentRecordKeys(long seed) {
        var hourly = keys(new Random(seed)).stream()
                .filter(key -> key.granularity() == Granularity.HOURLY)
                .distinct()
                .toList();
        assertThat(hourly.stream().map(UsageKey::text)).doesNotHaveDuplicates();
    }

    @Test
    void recordKeysNameProjectScopeTagAndWindow() {
        assertThat(key("p", UsageScope.PROJECT, null, 0).text()).isEqualTo("p/PROJECT/1970-01-01T00:00:00Z");
        assertThat(key("p", UsageScope.UNTAGGED, null, 3_600_000).text()).isEqualTo("p/UNTAGGED/1970-01-01T01:00:00Z");
        assertThat(key("p", UsageScope.TAG, "a/b", -3_600_000).text()).isEqualTo("p/TAG/a/b/1969-12-31T23:00:00Z");
    }

    private static List<UsageKey> keys(Random random) {
        var keys = new ArrayList<UsageKey>();
        for (int i = 0; i < 500; i++) {
            var granularity = random.nextBoolean() ? Granularity.HOURLY : Granularity.DAILY;
            long window = granularity.windowStart(
                    random.nextInt(5) == 0 ? random.nextLong() : random.nextLong(-20_000_000_000L, 20_000_000_000L));
            var scope = List.of(UsageScope.PROJECT, UsageScope.TAG, UsageScope.UNTAGGED)
                    .get(random.nextInt(3));
            String tag = scope == UsageScope.TAG ? TAGS.get(random.nextInt(TAGS.size())) : null;
            keys.add(new UsageKey(PROJECTS.get(random.nextInt(PROJECTS.size())), granularity, window, scope, tag));
        }
        return keys;
    }

    private static UsageKey key(String project, UsageScope scope, @Nullable String tag, long window) {
        return new UsageKey(project, Granularity.HOURLY, window, scope, tag);
    }

    private static String tagOf(UsageKey key) {
        return key.tag() == null ? "" : key.tag();
    }
}
