/**
 * Opens the program on a living cluster: `npm run dev`. Builds it, starts a real Apache Kafka of three brokers on this machine with
 * sample data, consumers and a producer, opens the screens on it, and ends the brokers when one leaves. Needs Java 17 and Maven.
 */
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clusterPath, readCluster } from './kafka/cluster-file.ts';
import { runFixture } from './kafka/java-tool.ts';
import { startLiveSample } from './kafka/live-sample.ts';
import { startCluster } from './kafka/start-cluster.ts';
import { stopCluster } from './kafka/stop-cluster.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const say = (line: string): void => console.error(`dev: ${line}`);

/** Runs a step of the set-up with its output shown; ends everything when it fails. */
const step = (script: string): void => {
	const { status } = spawnSync(process.execPath, [join(root, script)], { stdio: 'inherit', cwd: root });
	if (status !== 0) process.exit(status ?? 1);
};

step('scripts/build.ts');
say('starting Apache Kafka (the first time its jars are fetched by Maven)');
const cluster = await startCluster({ name: 'dev-ui', brokers: 3, ownerPid: process.pid, smallSegments: false, autoCreate: false, say });
await runFixture(cluster, 'sample');
await startLiveSample(cluster);

// A context of its own, so that the badge says DEV: a cluster without an environment counts as production.
const config = join(cluster.folder, 'msk-tui.yaml');
const bootstrap = JSON.stringify(cluster.bootstrap.PLAINTEXT.split(','));
writeFileSync(
	config,
	`current: dev\nclusters:\n  dev:\n    bootstrap: ${bootstrap}\n    auth: { kind: plaintext }\n    environment: dev\n`,
	{
		mode: 0o600,
	},
);
// Without a terminal (a script, a CI log) the same cluster is answered by a command.
const isInteractive = process.stdin.isTTY && process.stdout.isTTY;
const words = process.argv.length > 2 ? process.argv.slice(2) : isInteractive ? [] : ['lag', '--all'];
const program = spawn(process.execPath, [join(root, 'bin/msk-tui.js'), ...words, '--config', config], { stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => program.kill(signal));
const code = await new Promise<number>(resolve => program.once('exit', (exitCode, signal) => resolve(exitCode ?? (signal ? 130 : 70))));
// Read anew: the live sample was added to it after the start.
await stopCluster(readCluster(clusterPath(cluster.name)) ?? cluster);
process.exit(code);
