package io.tracelake.system.cluster;

import java.util.List;

/** Looks for what would break one guarantee. */
interface Check {
    /** What is wrong at this moment, a line each, the most telling first; empty if nothing is. */
    List<String> problems(Evidence evidence);
}
