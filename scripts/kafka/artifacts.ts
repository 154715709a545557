/** Gets Apache Kafka from Maven Central and compiles our few Java classes against it; both stay in the cache folder. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	globSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cluster-file.ts';

/** The version started when none is asked for: the newest 3.x, as most MSK clusters run. */
export const defaultVersion = '3.9.2';

/** Kafka's jars and ours, ready to run. */
export type Artifacts = {
	readonly version: string;
	/** Folder with Kafka's jars. */
	readonly libraries: string;
	/** Token verifier and FixtureTool. */
	readonly fixtureJar: string;
	/** Folder of this version in the cache: made from the jars and safe to delete. */
	readonly folder: string;
};

/** Tells whether a version has the group protocols and feature names of Kafka 4. */
export const isKafka4 = (version: string): boolean => Number.parseInt(version, 10) >= 4;

/**
 * Tells whether share and streams groups are still previews of a version. They need its switches for unstable features and APIs then,
 * which also choose an unfinished metadata version; later versions run with what a production cluster has.
 */
export const hasPreviews = (version: string): boolean => /^4\.[01]\./.test(version);

// A distribution has all jars; from Maven kafka-tools (the oracles), kafka-streams (streams groups) and a logging binding are extra.
// RocksDB is left out: 60 MB of native code that only stateful topologies touch.
const pom = (version: string): string => `<project><modelVersion>4.0.0</modelVersion>
<groupId>msk-tui</groupId><artifactId>test-broker</artifactId><version>1</version><dependencies>
${['kafka_2.13', 'kafka-tools', 'kafka-streams']
	.map(
		name => `<dependency><groupId>org.apache.kafka</groupId><artifactId>${name}</artifactId><version>${version}</version>
<exclusions><exclusion><groupId>org.rocksdb</groupId><artifactId>rocksdbjni</artifactId></exclusion></exclusions></dependency>`,
	)
	.join('\n')}
<dependency><groupId>org.slf4j</groupId><artifactId>slf4j-reload4j</artifactId><version>1.7.36</version></dependency>
</dependencies></project>\n`;

/** Makes a folder complete or not at all, also when two starts do it at once. */
const once = (folder: string, fill: (partial: string) => void): string => {
	if (existsSync(folder)) return folder;
	const partial = `${folder}.partial-${process.pid}`;
	mkdirSync(partial, { recursive: true });
	try {
		fill(partial);
		if (!existsSync(folder)) renameSync(partial, folder);
	} finally {
		rmSync(partial, { recursive: true, force: true });
	}
	return folder;
};

const versionOf = (libraries: string): string | undefined =>
	readdirSync(libraries)
		.map(name => /^kafka_2\.1[23]-(\d.*)\.jar$/.exec(name)?.[1])
		.find(version => version !== undefined && !/[a-z]/.test(version));

const fetchLibraries = (version: string, say: (line: string) => void): string =>
	once(join(cacheFolder(), `kafka-${version}`, 'libs'), partial => {
		say(`fetching Apache Kafka ${version} from Maven Central`);
		writeFileSync(join(partial, 'pom.xml'), pom(version));
		const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
		execFileSync('mvn', ['-q', '-B', '-f', join(partial, 'pom.xml'), plugin, `-DoutputDirectory=${partial}`], {
			stdio: ['ignore', process.stderr, process.stderr],
		});
	});

// Each edit of the Java files leaves a folder, with its archive of 40 MB; a cluster that runs may still use that of yesterday.
const removeOldFixtures = (folder: string): void => {
	for (const old of globSync(join(folder, 'fixtures-*'))) {
		if (Date.now() - statSync(old).mtimeMs > 3 * 86_400_000) rmSync(old, { recursive: true, force: true });
	}
};

const compile = (folder: string, libraries: string, version: string, say: (line: string) => void): string => {
	const sources = [
		...globSync(join(import.meta.dirname, 'java', '*.java')),
		...(isKafka4(version) ? globSync(join(import.meta.dirname, 'java', 'v4', '*.java')) : []),
	].sort();
	const hash = createHash('sha256');
	for (const source of sources) hash.update(readFileSync(source));
	const compiled = once(join(folder, `fixtures-${hash.digest('hex').slice(0, 12)}`), partial => {
		say(`compiling ${sources.length} Java files against Kafka ${version}`);
		const classes = join(partial, 'classes');
		execFileSync('javac', ['--release', '17', '-Xlint:-options', '-nowarn', '-cp', join(libraries, '*'), '-d', classes, ...sources], {
			stdio: ['ignore', process.stderr, process.stderr],
		});
		// A jar and not the folder of classes: the JVM's shared archive of loaded classes allows no folders on the class path.
		execFileSync('jar', ['--create', '--file', join(partial, 'fixtures.jar'), '-C', classes, '.']);
	});
	utimesSync(compiled, new Date(), new Date()); // In use: not old.
	removeOldFixtures(folder);
	return join(compiled, 'fixtures.jar');
};

/**
 * Returns Kafka's jars and ours for `version`; the first time it takes Maven and javac some ten seconds.
 * `$KAFKA_HOME` is used instead of Maven when it holds the asked version, or when no version was asked for.
 */
export const prepareArtifacts = (version: string | undefined, say: (line: string) => void): Artifacts => {
	const installed = process.env.KAFKA_HOME ? join(process.env.KAFKA_HOME, 'libs') : undefined;
	const installedVersion = installed ? versionOf(installed) : undefined;
	const useInstalled = installedVersion !== undefined && (version === undefined || version === installedVersion);
	const chosen = useInstalled ? installedVersion : (version ?? defaultVersion);
	const folder = join(cacheFolder(), `kafka-${chosen}`);
	mkdirSync(folder, { recursive: true });
	const libraries = useInstalled && installed ? installed : fetchLibraries(chosen, say);
	return { version: chosen, libraries, folder, fixtureJar: compile(folder, libraries, chosen, say) };
};

/** Builds the class path of Kafka and our classes. */
export const classPath = (artifacts: Pick<Artifacts, 'libraries' | 'fixtureJar'>): string =>
	`${artifacts.fixtureJar}:${join(artifacts.libraries, '*')}`;
