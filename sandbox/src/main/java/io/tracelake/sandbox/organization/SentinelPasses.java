package io.tracelake.sandbox.organization;

import java.util.List;

/** The sentinel passes of one project, oldest first. Never changes; a change makes another one. */
public record SentinelPasses(List<SentinelPass> all) {
    public SentinelPasses {
        all = List.copyOf(all);
    }

    public SentinelPasses add(SentinelPass pass) {
        return new SentinelPasses(Lists.with(all, pass, SentinelPass::id));
    }
}
