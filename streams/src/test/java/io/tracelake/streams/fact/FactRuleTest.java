package io.tracelake.streams.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracelake.schemas.UsageFact;
import io.tracelake.streams.fact.FactRule.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactRuleTest {
    private static final long DAY = Duration.ofDays(1).toNanos() / 1_000;

    private final FactRule rule = new FactRule(Duration.ofDays(2));

    @Test
    void theFirstRevisionThatComesCountsWhicheverItIs() {
        assertThat(rule.judge(null, fact(1, 0, 0), 0)).isEqualTo(new Verdict.Count(null));
        assertThat(rule.judge(null, fact(3, 0, DAY), DAY)).isEqualTo(new Verdict.Count(null));
    }

    @Test
    void aNewerRevisionReplacesTheOneHeld() {
        var held = fact(2, 0, DAY);
        assertThat(rule.judge(held, fact(3, 0, DAY), DAY)).isEqualTo(new Verdict.Count(held));
    }

    @Test
    void theSameAndAnOlderRevisionChangeNothing() {
        var held = fact(2, 0, DAY);
        assertThat(rule.judge(held, fact(2, 0, DAY), DAY)).isEqualTo(new Verdict.Ignore());
        assertThat(rule.judge(held, fact(1, 0, 0), DAY)).isEqualTo(new Verdict.Ignore());
    }

    @Test
    void anOlderRevisionOfAHeldTraceIsNotTooOldHoweverLateItComes() {
        assertThat(rule.judge(fact(2, 0, 9 * DAY), fact(1, 0, 0), 10 * DAY)).isEqualTo(new Verdict.Ignore());
    }

    @Test
    void aRevisionOfAHeldTraceCountsHoweverLongAgoTheTraceHappened() {
        var held = fact(1, 0, 99 * DAY);
        assertThat(rule.judge(held, fact(2, 0, 100 * DAY), 100 * DAY)).isEqualTo(new Verdict.Count(held));
    }

    @Test
    void aFirstRevisionCountsHoweverLongAgoTheTraceHappened() {
        assertThat(rule.judge(null, fact(1, 0, 100 * DAY), 100 * DAY)).isEqualTo(new Verdict.Count(null));
    }

    @Test
    void aLaterRevisionOfAnUnknownOldTraceIsTooOld() {
        assertThat(rule.judge(null, fact(2, 0, 100 * DAY), 100 * DAY)).isEqualTo(new Verdict.TooOld());
    }

    @Test
    void aFactIsHeldThroughTheLastMicrosecondOfTheHorizon() {
        var happenedLate = fact(1, 3 * DAY, 0);
        var observedLate = fact(1, 0, 3 * DAY);
        for (var fact : List.of(happenedLate, observedLate)) {
            assertThat(rule.isExpired(fact, 5 * DAY)).isFalse();
            assertThat(rule.isExpired(fact, 5 * DAY + 1)).isTrue();
            assertThat(rule.judge(null, fact, 5 * DAY)).isEqualTo(new Verdict.Count(null));
            assertThat(rule.judge(null, fact, 5 * DAY + 1)).isEqualTo(new Verdict.TooOld());
        }
    }

    @Test
    void anExpiredFactThatIsStillThereCountsAsForgotten() {
        for (UsageFact held : new UsageFact[] {fact(2, 0, DAY), null}) {
            assertThat(judgeAtDayTen(held, fact(1, 0, 0))).isEqualTo(new Verdict.TooOld());
            assertThat(judgeAtDayTen(held, fact(2, 0, DAY))).isEqualTo(new Verdict.TooOld());
            assertThat(judgeAtDayTen(held, fact(3, 0, 10 * DAY))).isEqualTo(new Verdict.TooOld());
        }
    }

    /** What the Javadoc names as the one case beyond it. */
    @Test
    void anIdThatComesBackWithANewerTimeAfterItWasForgottenIsANewTrace() {
        assertThat(judgeAtDayTen(null, fact(2, 9 * DAY, 10 * DAY))).isEqualTo(new Verdict.Count(null));
        assertThat(judgeAtDayTen(null, fact(1, 9 * DAY, 10 * DAY))).isEqualTo(new Verdict.Count(null));
    }

    private Verdict judgeAtDayTen(@Nullable UsageFact held, UsageFact fresh) {
        return rule.judge(held, fresh, 10 * DAY);
    }

    private static UsageFact fact(int revision, long timestamp, long observedAt) {
        return new UsageFact(revision, timestamp, observedAt, 0L, null, null, null, List.of(), 0L);
    }
}
