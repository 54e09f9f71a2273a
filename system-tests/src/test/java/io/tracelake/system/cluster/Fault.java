package io.tracelake.system.cluster;

/** What befalls a cluster, to be counted. */
enum Fault {
    INSTANCE_KILLED,
    BROKER_KILLED,
    /** An instance that stood still until the group had replaced it, and then went on. */
    ZOMBIE,
    /** A zombie that tried to go on with what it had, and was refused. */
    ZOMBIE_FENCED,
    NETWORK_CUT,
    NETWORK_STALLED,
    DISK_FULL,
    CLOCK_SKEWED,
    JOINED_AND_LEFT,
    INSTANCE_RESTARTED,
    BROKER_RESTARTED
}
