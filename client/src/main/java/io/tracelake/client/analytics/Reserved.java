package io.tracelake.client.analytics;

/** The name under which {@code extras} says what became of a trace on its way. The service must not be able to say that. */
final class Reserved {
    private static final String NAME = "tracelake";

    private Reserved() {}

    /** The name under which a member of the service is shown: different for different names, and never the reserved one. */
    static String escaped(String member) {
        int underscores = 0;
        while (underscores < member.length() && member.charAt(underscores) == '_') {
            underscores++;
        }
        return member.startsWith(NAME, underscores) && member.length() == underscores + NAME.length()
                ? '_' + member
                : member;
    }
}
