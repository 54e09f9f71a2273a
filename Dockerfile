# syntax=docker/dockerfile:1.7
# The program on a Java runtime that holds the modules it needs, for linux/amd64 and linux/arm64. docs/operations.md says how to
# run it. DockerfileTest holds this file against the program; RuntimeImageTest runs the line on such a runtime.

FROM maven:3.9.11-eclipse-temurin-25 AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -ntp -q -pl app -am package -Dmaven.test.skip=true
# No class names these: jdk.zipfs, to find resources in jars; jdk.security.auth and jdk.security.jgss, to log in to a Kafka by
# Kerberos; jdk.net, to keep connections alive.
ARG MODULES=java.base,java.desktop,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.httpserver,jdk.jfr,jdk.management,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs
RUN jlink --add-modules "$MODULES" --strip-debug --no-header-files --no-man-pages --output /opt/java

# A distribution with glibc: the native library of DuckDB comes for no other.
FROM debian:12.12-slim AS program
COPY --from=build /opt/java /opt/java
COPY --from=build /source/app/target/tracelake.jar /opt/tracelake/tracelake.jar
COPY --from=build /source/app/target/lib /opt/tracelake/lib
COPY bin/java.options /opt/tracelake/java.options

# A minute of the whole line shows the JVM which classes it will want; it keeps them in a form that loads at once.
FROM program AS trained
WORKDIR /training
RUN ["/opt/java/bin/java", "@/opt/tracelake/java.options", "-Xmx1g", "-XX:AOTCacheOutput=/opt/tracelake/tracelake.aot", "-jar", "/opt/tracelake/tracelake.jar", "up", "--plain", "--for", "60s"]

FROM program
COPY --from=trained /opt/tracelake/tracelake.aot /opt/tracelake/tracelake.aot
# Fails if the cache doesn't fit this runtime and these jars; a running program would go on without it.
RUN ["/opt/java/bin/java", "@/opt/tracelake/java.options", "-XX:AOTMode=on", "-XX:AOTCache=/opt/tracelake/tracelake.aot", "-jar", "/opt/tracelake/tracelake.jar", "--version"]
# The lake, or the state of streams. Beside it only /tmp is written, with native libraries: the rest may be read-only.
RUN ["install", "-d", "-o", "10001", "-g", "10001", "/data"]
ENV TRACELAKE_DATA=/data
VOLUME /data
WORKDIR /etc/tracelake
USER 10001:10001
# What the JVM itself has to say goes to the log: standard output belongs to the commands.
ENTRYPOINT ["/opt/java/bin/java", "@/opt/tracelake/java.options", "-Xlog:disable", "-Xlog:all=warning:stderr", "-XX:MaxRAMPercentage=60", "-XX:AOTCache=/opt/tracelake/tracelake.aot", "-jar", "/opt/tracelake/tracelake.jar"]
CMD ["--help"]
HEALTHCHECK --interval=15s --timeout=10s --start-period=120s --start-interval=3s --retries=4 \
    CMD ["/opt/java/bin/java", "@/opt/tracelake/java.options", "-Xlog:disable", "-Xmx32m", "-XX:TieredStopAtLevel=1", "-XX:AOTCache=/opt/tracelake/tracelake.aot", "-jar", "/opt/tracelake/tracelake.jar", "health"]
