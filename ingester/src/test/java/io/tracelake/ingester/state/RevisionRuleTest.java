package io.tracelake.ingester.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.ingester.state.RevisionRule.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RevisionRuleTest {
    private static final Instant DAY_ONE = Instant.parse("2026-11-19T23:59:59Z");
    private static final Instant DAY_TWO = Instant.parse("2026-11-20T00:00:01Z");
    private static final Instant CREATED = Instant.parse("2026-11-20T01:00:00Z");
    private static final Instant UPDATED = Instant.parse("2026-11-20T02:00:00Z");

    @Test
    void theFirstStateIsRevisionOne() {
        assertThat(carried(null, 7, DAY_ONE, CREATED).revision()).isEqualTo(1);
    }

    @Test
    void theSameContentIsNoRevision() {
        assertThat(judge(carried(null, 7, DAY_ONE, CREATED), 7, DAY_ONE, CREATED))
                .isInstanceOf(Verdict.Ignore.class);
    }

    @Test
    void ofTwoRowsWithOneIdTheNewestUpdatedAtWinsInAnyOrder() {
        Known newest = carried(null, 8, DAY_ONE, UPDATED);

        assertThat(judge(newest, 7, DAY_TWO, CREATED)).isInstanceOf(Verdict.Ignore.class);
        assertThat(carried(carried(null, 7, DAY_TWO, CREATED), 8, DAY_ONE, UPDATED)
                        .revision())
                .isEqualTo(2);
    }

    @Test
    void ofTwoRowsWithOneIdAndOneUpdatedAtTheNewestTimestampWins() {
        assertThat(judge(carried(null, 8, DAY_TWO, UPDATED), 7, DAY_ONE, UPDATED))
                .isInstanceOf(Verdict.Ignore.class);
        assertThat(carried(carried(null, 7, DAY_ONE, UPDATED), 8, DAY_TWO, UPDATED)
                        .revision())
                .isEqualTo(2);
    }

    @Test
    void aTraceWhoseServiceStopsSendingUpdatedAtIsStillFollowed() {
        var verdict = RevisionRule.judge(carried(null, 7, DAY_ONE, UPDATED), 8, DAY_ONE, null, false);

        assertThat(verdict).isInstanceOf(Verdict.Carry.class);
    }

    @Test
    void afterAFewSilentChangesEachFurtherOneHasToBeConfirmed() {
        Known known = carried(null, 0, DAY_ONE, CREATED);
        for (int i = 1; i <= RevisionRule.SILENT_CHANGES_ON_TRUST; i++) {
            known = carried(known, i % 2, DAY_ONE, CREATED);
        }

        assertThat(judge(known, 0, DAY_ONE, CREATED)).isInstanceOf(Verdict.Confirm.class);
        assertThat(RevisionRule.judge(known, 0, DAY_ONE, CREATED, true)).isInstanceOf(Verdict.Carry.class);
        assertThat(RevisionRule.judge(known, known.content(), DAY_ONE, CREATED, true))
                .isInstanceOf(Verdict.Ignore.class);
    }

    @Test
    void aMovingUpdatedAtIsAlwaysTrusted() {
        Known known = carried(null, 0, DAY_ONE, CREATED);
        for (int i = 1; i <= 100; i++) {
            known = carried(known, i, DAY_ONE, CREATED.plus(Duration.ofSeconds(i)));
        }

        assertThat(known.revision()).isEqualTo(101);
    }

    @Test
    void whatIsKnownWholeIsNotReplacedByItsSameStateWithoutTexts() {
        Known whole = carried(null, 7, DAY_ONE, CREATED);

        assertThat(RevisionRule.judgeBare(whole, 8, DAY_ONE, CREATED, false)).isInstanceOf(Verdict.Ignore.class);
        assertThat(RevisionRule.judgeBare(whole, 8, DAY_ONE, UPDATED, false)).isInstanceOf(Verdict.Carry.class);
    }

    @Test
    void whatIsKnownWithoutTextsIsFollowedWithOrWithoutThem() {
        Known bare = ((Verdict.Carry) RevisionRule.judgeBare(null, 7, DAY_ONE, CREATED, false)).next();
        Known whole = carried(bare, 9, DAY_ONE, CREATED);

        assertThat(bare.bare()).isTrue();
        assertThat(whole.bare()).isFalse();
        assertThat(RevisionRule.judgeBare(bare, 7, DAY_ONE, CREATED, false)).isInstanceOf(Verdict.Ignore.class);
        assertThat(RevisionRule.judgeBare(bare, 8, DAY_ONE, CREATED, false)).isInstanceOf(Verdict.Carry.class);
    }

    private static Verdict judge(Known known, long content, Instant timestamp, Instant updatedAt) {
        return RevisionRule.judge(known, content, timestamp, updatedAt, false);
    }

    private static Known carried(
            @org.jspecify.annotations.Nullable Known known, long content, Instant timestamp, Instant updatedAt) {
        var verdict = RevisionRule.judge(known, content, timestamp, updatedAt, false);
        assertThat(verdict).isInstanceOf(Verdict.Carry.class);
        return ((Verdict.Carry) verdict).next();
    }
}
