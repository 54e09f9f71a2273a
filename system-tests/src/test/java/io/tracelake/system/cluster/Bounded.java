package io.tracelake.system.cluster;

import java.util.List;

/** Heap, code, threads and the fixed caches of the state stores: more than that a process never had. */
final class Bounded implements Check {
    private static final long BESIDE_THE_HEAP = 448;
    private static final long MEBIBYTE = 1 << 20;

    @Override
    public List<String> problems(Evidence evidence) {
        return evidence.cluster().instances().stream()
                .filter(instance -> instance.peakBytes() > (Instance.HEAP_MEBIBYTES + BESIDE_THE_HEAP) * MEBIBYTE)
                .map(instance -> "%s has taken %,d MiB".formatted(instance.name(), instance.peakBytes() / MEBIBYTE))
                .toList();
    }
}
