/** Runs a real Apache Kafka on this machine for development and tests: `npm run kafka -- start|stop|status|sample`. */
import { parseArgs } from 'node:util';
import { type ClientListener, clientListeners, clusterNames, clusterPath, readCluster, type TestCluster } from './kafka/cluster-file.ts';
import { runFixture } from './kafka/java-tool.ts';
import { startLiveSample } from './kafka/live-sample.ts';
import { endBroker, restartBroker } from './kafka/one-broker.ts';
import { type StartOptions, startCluster } from './kafka/start-cluster.ts';
import { runningPids, stopCluster } from './kafka/stop-cluster.ts';

const usage = `npm run -s kafka -- COMMAND [OPTIONS]
  start    start a cluster and print how to reach it (exports for a shell, or --json)
  stop     end the cluster of --name, or --all
  status   print every cluster, or with --json that of --name
  sample   fill the cluster of --name with sample topics, records and groups; --live keeps consumers and a producer running
  kill     crash a broker: kill --broker 2; restart --broker 2 brings it back
  tool     run a main class of Kafka: tool [--name NAME] -- org.apache.kafka.tools.TopicCommand --list …
           ({bootstrap} in an argument stands for the PLAINTEXT bootstrap servers)
options
  --name NAME        "dev" unless told
  --version X        of Apache Kafka; 3.9.2 unless told, also 4.x
  --brokers 1|3      3 unless told
  --reauth-ms N      SASL sessions end after N ms; without it SCRAM's never, IAM's with the token
  --small-segments   segments of 16 KiB, retention checked every second
  --auto-create      brokers create topics that clients ask for
  --owner-pid PID    the cluster ends when this process ends
  --sample, --live   after start, as the command sample
  --json             machine-readable; contains the paths, not the passwords: those are in cluster.json`;

const say = (line: string): void => console.error(`kafka: ${line}`);

const listenerNames: Readonly<Record<ClientListener, string>> = {
	PLAINTEXT: 'no login, super user',
	TLS: 'server certificate, no login',
	MTLS: 'client certificate, User:operator',
	SCRAM: 'SCRAM-SHA-512 or -256: admin, operator, reader',
	IAM: 'OAUTHBEARER with MSK IAM tokens',
	TLSWRONG: 'certificate of another host',
};

/** Leaves out what must not be seen over a shoulder or in a log of CI. */
const withoutSecrets = (cluster: TestCluster) => ({
	...cluster,
	credentials: undefined,
	clusterJson: clusterPath(cluster.name),
	isRunning: runningPids(cluster).length > 0,
});

const exports = (cluster: TestCluster): string =>
	[
		`export MSK_TUI_TEST_CLUSTER='${clusterPath(cluster.name)}'`,
		...clientListeners.map(name => `export KAFKA_${name}='${cluster.bootstrap[name]}'`),
		`export KAFKA_CA='${cluster.tls.ca}'`,
	].join('\n');

const describe = (cluster: TestCluster): string =>
	[
		`${cluster.name}: Apache Kafka ${cluster.version}, ${runningPids(cluster).length > 0 ? cluster.state : 'not running'}`,
		...cluster.brokers.map(broker => `  broker ${broker.id}  ${broker.rack}  pid ${broker.pid ?? '-'}  log ${broker.logPath}`),
		...clientListeners.map(name => `  ${name.padEnd(9)}  ${cluster.bootstrap[name]}  (${listenerNames[name]})`),
		`  ${clusterPath(cluster.name)} has ports, paths and passwords`,
	].join('\n');

const running = (name: string): TestCluster => {
	const cluster = readCluster(clusterPath(name));
	if (!cluster || runningPids(cluster).length === 0)
		throw new Error(`no cluster "${name}" runs; start it with: npm run kafka -- start --name ${name}`);
	return cluster;
};

const fill = async (cluster: TestCluster, isLive: boolean): Promise<void> => {
	say('filling in sample data');
	await runFixture(cluster, 'sample');
	if (isLive) await startLiveSample(cluster);
};

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		name: { type: 'string', default: 'dev' },
		version: { type: 'string' },
		brokers: { type: 'string', default: '3' },
		broker: { type: 'string' },
		'reauth-ms': { type: 'string' },
		'small-segments': { type: 'boolean', default: false },
		'auto-create': { type: 'boolean', default: false },
		'owner-pid': { type: 'string' },
		sample: { type: 'boolean', default: false },
		live: { type: 'boolean', default: false },
		all: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false },
		help: { type: 'boolean', short: 'h', default: false },
	},
});

const wholeNumber = (option: string, text: string | undefined): number | undefined => {
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) throw new Error(`--${option} takes a whole number, not "${text}"`);
	return Number(text);
};

const startOptions = (): StartOptions => {
	const reauthMs = wholeNumber('reauth-ms', values['reauth-ms']);
	const ownerPid = wholeNumber('owner-pid', values['owner-pid']);
	if (values.brokers !== '1' && values.brokers !== '3') throw new Error('--brokers takes 1 or 3');
	if (!/^[\w.-]+$/.test(values.name)) throw new Error('--name takes letters, digits, dot, dash and underscore');
	return {
		name: values.name,
		...(values.version === undefined ? {} : { version: values.version }),
		brokers: values.brokers === '1' ? 1 : 3,
		...(reauthMs === undefined ? {} : { reauthMs }),
		...(ownerPid === undefined ? {} : { ownerPid }),
		smallSegments: values['small-segments'],
		autoCreate: values['auto-create'],
		say,
	};
};

const start = async (): Promise<void> => {
	const startedAt = Date.now();
	// Ctrl-C while brokers start must leave none behind.
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, async () => {
			const cluster = readCluster(clusterPath(values.name));
			if (cluster?.starterPid === process.pid) await stopCluster(cluster);
			process.exit(130);
		});
	}
	const cluster = await startCluster(startOptions());
	say(`cluster "${cluster.name}" ready after ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
	if (values.sample || values.live) await fill(cluster, values.live);
	console.log(values.json ? JSON.stringify(withoutSecrets(cluster), null, '\t') : exports(cluster));
};

const stop = async (): Promise<void> => {
	const names = values.all ? clusterNames() : [values.name];
	for (const name of names) {
		const cluster = readCluster(clusterPath(name));
		if (!cluster) {
			say(`no cluster "${name}"`);
			continue;
		}
		await stopCluster(cluster);
		say(`cluster "${name}" stopped`);
	}
};

const status = (): void => {
	if (values.json) {
		const cluster = readCluster(clusterPath(values.name));
		console.log(cluster ? JSON.stringify(withoutSecrets(cluster), null, '\t') : 'null');
		return;
	}
	const clusters = clusterNames().map(name => readCluster(clusterPath(name)));
	const known = clusters.filter(cluster => cluster !== undefined);
	console.log(known.length === 0 ? 'no cluster; start one with: npm run kafka -- start' : known.map(describe).join('\n\n'));
};

const tool = async (): Promise<void> => {
	const { javaTool } = await import('./kafka/java-tool.ts');
	const cluster = running(values.name);
	const [mainClass, ...args] = positionals.slice(1).map(arg => arg.replaceAll('{bootstrap}', cluster.bootstrap.PLAINTEXT));
	if (!mainClass) throw new Error('tool takes a main class after --');
	const result = await javaTool(cluster, mainClass, args);
	process.stdout.write(result.stdout);
	process.stderr.write(result.stderr);
	process.exitCode = result.code;
};

const oneBroker = (): number => {
	const id = wholeNumber('broker', values.broker);
	if (id === undefined) throw new Error('which one? --broker 1, 2 or 3');
	return id;
};

const commands: Readonly<Record<string, () => void | Promise<void>>> = {
	start,
	stop,
	status,
	sample: () => fill(running(values.name), values.live),
	kill: async () => void (await endBroker(values.name, oneBroker())),
	restart: async () => void (await restartBroker(values.name, oneBroker())),
	tool,
};

try {
	const command = commands[positionals[0] ?? ''];
	if (values.help || !command) {
		console.error(usage);
		process.exitCode = values.help ? 0 : 2;
	} else await command();
} catch (error) {
	say(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
