/**
 * Runs the test suite: `npm test [-- PATH…]`. Without paths every file under test/.
 * When a chosen file needs a real Kafka, one is started for the whole run and stopped at its end (MSK_TUI_TEST_CLUSTER), and one
 * with short SASL sessions for those that ask for it (MSK_TUI_REAUTH_CLUSTER). MSK_TUI_TEST_KAFKA_VERSION chooses the version.
 * Where Java is missing such tests are skipped aloud, and in CI the run fails. `--fast` leaves out the files that need it
 * (`npm run test:fast`): what runs then has the embedded cluster and played AWS at most.
 */
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { clusterPath, type TestCluster } from './kafka/cluster-file.ts';
import { hasJava } from './kafka/has-java.ts';
import { type StartOptions, startCluster } from './kafka/start-cluster.ts';
import { stopCluster } from './kafka/stop-cluster.ts';

const asked = process.argv.slice(2);
const isFast = asked.includes('--fast');
const options = asked.filter(a => a.startsWith('--') && a !== '--fast');
const paths = asked.filter(a => !a.startsWith('--'));
const found = (paths.length > 0 ? paths : ['test']).flatMap(p => (/\.tsx?$/.test(p) ? [p] : globSync(`${p}/**/*.test.{ts,tsx}`))).sort();
/** What a test file says that needs Java, itself or by a helper. */
const javaWords = /hasJava|needsJava|sharedBroker|startRealBroker|authBroker|agreesWithKafka|MSK_TUI_\w+_CLUSTER/;
const files = isFast ? found.filter(file => !javaWords.test(readFileSync(file, 'utf8'))) : found;
if (files.length === 0) {
	console.error('msk-tui: no test file found');
	process.exit(1);
}

type Wanted = { readonly variable: string; readonly words: RegExp; readonly options: Partial<StartOptions> };

const wanted: readonly Wanted[] = [
	{ variable: 'MSK_TUI_TEST_CLUSTER', words: /sharedBroker|agreesWithKafka|MSK_TUI_TEST_CLUSTER/, options: {} },
	{ variable: 'MSK_TUI_REAUTH_CLUSTER', words: /MSK_TUI_REAUTH_CLUSTER/, options: { brokers: 1, reauthMs: 3000 } },
];
const texts = files.map(file => readFileSync(file, 'utf8'));
const missing = wanted.filter(({ variable, words }) => !process.env[variable] && texts.some(text => words.test(text)));

if (missing.length > 0 && !hasJava()) {
	console.error('msk-tui: Java 17 or newer is missing, so NOTHING IS TESTED AGAINST A REAL KAFKA');
	if (process.env.CI) process.exit(1);
}

const start = async ({ variable, options }: Wanted): Promise<readonly [string, TestCluster]> => {
	const name = `${variable.toLowerCase().replaceAll('_', '-')}-${process.pid}`;
	const version = process.env.MSK_TUI_TEST_KAFKA_VERSION;
	const say = (line: string): void => console.error(`kafka: ${line}`);
	// As owner this process takes its clusters along, also when it is killed.
	return [variable, await startCluster({ ...options, ...(version ? { version } : {}), name, ownerPid: process.pid, say })];
};

const run = (environment: NodeJS.ProcessEnv): Promise<number> =>
	new Promise(resolve => {
		// One more than cores of a small machine: some file always waits for a broker.
		const args = ['--import', 'tsx', '--test', '--test-concurrency=3', '--test-timeout=300000', ...options, ...files];
		const child = spawn(process.execPath, args, { stdio: 'inherit', env: environment });
		child.once('error', error => {
			console.error(`msk-tui: ${error.message}`);
			resolve(1);
		});
		child.once('close', code => resolve(code ?? 1));
		// The terminal tells the child as well; waiting for its end is what lets this process stop the brokers.
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
	});

const clusters: (readonly [string, TestCluster])[] = [];
try {
	// One after the other: each brings its processors to the limit.
	for (const one of hasJava() ? missing : []) clusters.push(await start(one));
	const environment = Object.fromEntries(clusters.map(([variable, cluster]) => [variable, clusterPath(cluster.name)]));
	process.exitCode = await run({ ...process.env, ...environment, NODE_ENV: 'production' });
} finally {
	for (const [, cluster] of clusters) await stopCluster(cluster);
}
