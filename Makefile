.DEFAULT_GOAL := help
.PHONY: help up build warm-up test test-cluster soak bench bench-micro bench-streams format clean

MVN ?= mvn
# Maven itself may be installed for an older Java; here it always runs on the one that the build needs.
maven = JAVA_HOME="$$(bin/find-jdk)" && export JAVA_HOME && \
	MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow $${MAVEN_OPTS:-}" $(MVN) -B -ntp

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

up: build ## build, then run everything in one process: Kafka, sandbox or your service, ingester, streams, sink
	@exec bin/tracelake up

build: ## build the program alone
	@$(maven) -q -T 1C -pl app -am package -Dmaven.test.skip=true

warm-up: build ## let the built program start in less than half the time, by what a short run needs
	@bin/warm-up

test: ## check format, compile, run the tests; those of a cluster are apart
	@$(maven) -T 1C verify

test-cluster: ## kill, stop and cut off processes of a cluster of three brokers; membership, hand-over, many projects
	@$(maven) -pl system-tests -am package -Dtest='ClusterTest,IngesterMembershipTest,HandOverTest,ManyProjectsTest' \
		-Dsurefire.failIfNoSpecifiedTests=false

soak: build ## an hour of random faults in a cluster of three brokers (SOAK_MINUTES=60 SOAK_SEED=<any number>)
	@$(maven) -pl system-tests -am test -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false \
		-Dtest.output.to.file=false -Dsoak.minutes=$${SOAK_MINUTES:-60} \
		-Dsoak.seed=$${SOAK_SEED:-$$(date +%s)}

bench: ## measure the line against DuckDB doing the same from files (BENCH_ARGS="--quick", "--mode latency", "--help")
	@$(maven) -q -pl benchmarks -am package dependency:build-classpath -Dmaven.test.skip=true \
		-Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=runtime
	@"$$(bin/find-jdk)/bin/java" -Xmx512m --enable-native-access=ALL-UNNAMED \
		-cp "benchmarks/target/classes:$$(cat benchmarks/target/bench.classpath)" io.tracelake.bench.Bench $(BENCH_ARGS)

bench-micro: ## measure hot parts alone, by JMH (BENCH_ARGS="<expression for names> -prof gc")
	@$(maven) -q -pl benchmarks -am package dependency:build-classpath -Dmaven.test.skip=true \
		-Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=runtime
	@"$$(bin/find-jdk)/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
		-Dorg.apache.avro.SERIALIZABLE_PACKAGES=io.tracelake.schemas \
		-cp "benchmarks/target/classes:$$(cat benchmarks/target/bench.classpath)" org.openjdk.jmh.Main \
		-f 1 -wi 3 -w 2 -i 5 -r 2 $(BENCH_ARGS)

bench-streams: ## measure how fast usage is counted (BENCH_ARGS="<traces> <threads> <directory>")
	@$(maven) -q -pl streams -am test-compile dependency:build-classpath -Dmdep.outputFile=target/bench.classpath \
		-Dmdep.includeScope=test
	@"$$(bin/find-jdk)/bin/java" -Xmx1g --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
		-cp "streams/target/test-classes:streams/target/classes:$$(cat streams/target/bench.classpath)" \
		io.tracelake.streams.UsageBenchmark $(BENCH_ARGS)

format: ## bring every source file into the house format
	@$(maven) -q spotless:apply

clean: ## remove what was built
	@$(maven) -q clean
