package io.tracelake.system.cluster;

import io.tracelake.testkit.LakeReader;

/**
 * How much a successful look at the guarantees has compared.
 *
 * @param shown traces of the service
 * @param revisions of the topic
 * @param rows of the lake's traces and usage
 */
record Checked(long shown, long revisions, long rows) {
    static Checked of(Evidence evidence) {
        var lake = evidence.cluster().lake();
        return new Checked(
                evidence.shown().size(),
                evidence.revisions().size(),
                LakeReader.count(lake, "traces")
                        + LakeReader.count(lake, "usage_hourly")
                        + LakeReader.count(lake, "usage_daily"));
    }
}
