package io.tracelake.app.command;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What was built, from the program's own jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        var version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "tracelake " + Objects.requireNonNullElse(version, "unpackaged") + " (Java "
                    + Runtime.version().feature() + ")"
        };
    }
}
