/** Runs Kafka's own Java tools and our FixtureTool against a test cluster. */
import { classPath } from './artifacts.ts';
import type { TestCluster } from './cluster-file.ts';
import { writePrivateFile } from './cluster-file.ts';
import { type HeldTool, holdTool, runTool, type ToolResult } from './java-process.ts';

// Tools live for a second or two: the quick compiler and one collector thread are the fastest.
const quickOptions = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-XX:-UsePerfData', '-Xmx256m'];

/** What Kafka's own `kafka-run-class.sh` gives a tool (KAFKA_HEAP_OPTS, KAFKA_JVM_PERFORMANCE_OPTS; Apache Kafka 3.9 and 4.x). */
const shippedOptions = [
	'-Xmx256M',
	'-server',
	'-XX:+UseG1GC',
	'-XX:MaxGCPauseMillis=20',
	'-XX:InitiatingHeapOccupancyPercent=35',
	'-XX:+ExplicitGCInvokesConcurrent',
	'-XX:MaxInlineLevel=15',
	'-Djava.awt.headless=true',
];

/** Writes the logging set-up of tools beside cluster.json: warnings and worse, to stderr. */
export const writeToolLogging = (folder: string): void =>
	writePrivateFile(
		`${folder}/tools-log4j.properties`,
		[
			'log4j.rootLogger=WARN, stderr',
			'log4j.appender.stderr=org.apache.log4j.ConsoleAppender',
			'log4j.appender.stderr.Target=System.err',
			'log4j.appender.stderr.layout=org.apache.log4j.PatternLayout',
			'log4j.appender.stderr.layout.ConversionPattern=%d{HH:mm:ss,SSS} %p %c{1}: %m%n\n',
		].join('\n'),
	);

/** Builds the arguments of `java` for a main class and its arguments. */
export const javaArguments = (
	cluster: Pick<TestCluster, 'libraries' | 'fixtureJar' | 'folder' | 'name'>,
	mainClass: string,
	args: readonly string[],
	jvmOptions: readonly string[] = quickOptions,
): readonly string[] => [
	...jvmOptions,
	`-Dlog4j.configuration=file:${cluster.folder}/tools-log4j.properties`,
	`-Dmsk-tui.cluster=${cluster.name}`,
	'-cp',
	classPath(cluster),
	mainClass,
	...args,
];

/**
 * Runs a main class of Kafka (`org.apache.kafka.tools.TopicCommand`, `org.apache.kafka.tools.consumer.group.ConsumerGroupCommand`,
 * `kafka.admin.ConfigCommand` …) with the arguments as given; name the bootstrap servers in them.
 */
export const javaTool = (cluster: TestCluster, mainClass: string, args: readonly string[], input = ''): Promise<ToolResult> =>
	runTool('java', javaArguments(cluster, mainClass, [...args, ...patienceOf(mainClass, args)]), input);

/** Tools of groups give up after five seconds unless told otherwise, on a busy machine with an error on stdout and exit code 0. */
const patienceOf = (mainClass: string, args: readonly string[]): readonly string[] =>
	/\b(?:Consumer|Share)GroupCommand$/.test(mainClass) && !args.includes('--timeout') ? ['--timeout', '120000'] : [];

/** Like `javaTool`, with the JVM as Kafka's own scripts start it: what a person who uses them waits for. */
export const shippedTool = (cluster: TestCluster, mainClass: string, args: readonly string[]): Promise<ToolResult> =>
	runTool('java', javaArguments(cluster, mainClass, args, shippedOptions), '');

/** Runs a FixtureTool command that ends by itself. Throws with its stderr when it fails. */
export const runFixture = async (cluster: TestCluster, command: string, ...args: readonly string[]): Promise<string> => {
	const result = await javaTool(cluster, 'FixtureTool', [cluster.bootstrap.PLAINTEXT, command, ...args]);
	if (result.code !== 0) throw new Error(`FixtureTool ${command} failed:\n${result.stderr || result.stdout}`);
	return result.stdout;
};

/** Starts a FixtureTool command that holds something open and returns when it is reached. It ends with this process at the latest. */
export const holdFixture = (cluster: TestCluster, command: string, ...args: readonly string[]): Promise<HeldTool> =>
	holdTool('java', javaArguments(cluster, 'FixtureTool', [cluster.bootstrap.PLAINTEXT, command, ...args]));
