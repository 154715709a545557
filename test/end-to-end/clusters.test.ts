/** The built program and its config file: which clusters there are, and whether they are still the same. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { type ProgramResult, programArguments, runProgram } from '../helpers/built-program.ts';
import { type PtyProgram, runInPty } from '../helpers/pty.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: the clusters are not tested against a real Kafka';

let home = '';
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'msk-tui-clusters-'));
});
afterEach(() => rmSync(home, { recursive: true }));
const run = (...args: readonly string[]): Promise<ProgramResult> =>
	runProgram(args, { XDG_CONFIG_HOME: home, XDG_STATE_HOME: join(home, 'state') });
const configure = (text: string): void => {
	mkdirSync(join(home, 'msk-tui'), { recursive: true });
	writeFileSync(join(home, 'msk-tui', 'config.yaml'), text, { mode: 0o600 });
};

describe('msk-tui clusters', () => {
	it('says that there are none, and how to come by one', async () => {
		const { stdout, stderr, code } = await run('clusters');
		assert.deepEqual([stdout, code], ['no clusters\n', 0]);
		assert.match(stderr, /config\.yaml names none: msk-tui alone, on a terminal, asks for one/);
		const json = JSON.parse((await run('clusters', '--json')).stdout);
		assert.deepEqual([json.clusters, json.cluster, json.unknown], [[], null, []]);
	});

	it('lists them in the order of the file, and names each that cannot be used', async () => {
		configure(
			'current: b\nclusters:\n  b:\n    bootstrap: [h:1, i:2]\n    environment: dev\n    access: locked\n  a:\n    bootstrap: [b-1.x.kafka.eu-west-1.amazonaws.com:1]\n',
		);
		const { stdout, stderr, code } = await run('clusters');
		assert.match(
			stdout,
			/^NAME.*\nb +DEV +locked +plaintext +h:1 \+1 +current .*\na +PROD +read-only +\? /,
			'an environment not said is prod',
		);
		assert.match(stderr, /^a cannot be used: Port 1 of .* does not tell how to authenticate/m);
		assert.equal(code, 0);
		const rows = JSON.parse((await run('clusters', '--json')).stdout).clusters;
		assert.deepEqual(
			rows.map((r: Record<string, unknown>) => [r.name, r.environment, r.access, r.auth, r.bootstrap, r.current, r.source]),
			[
				['b', 'dev', 'locked', ['plaintext'], ['h:1', 'i:2'], true, 'config'],
				['a', 'prod', 'read-only', null, ['b-1.x.kafka.eu-west-1.amazonaws.com:1'], false, 'config'],
			],
		);
		for (const row of rows)
			assert.deepEqual(
				row.unknown.map((u: { field: string }) => u.field).sort(),
				Object.keys(row)
					.filter(key => row[key] === null)
					.sort(),
				'every null has its reason',
			);
	});

	it('names all mistakes of the file with line and column', async () => {
		configure('clusters:\n  a:\n    bootstrap: [h]\n    acess: locked\n');
		const { stderr, code } = await run('clusters');
		assert.equal(code, 2);
		assert.match(stderr, /config\.yaml:3:17: clusters\.a\.bootstrap\[0\] must be HOST:PORT/);
		assert.match(stderr, /config\.yaml:4:5: clusters\.a\.acess is not known: did you mean access\?/);
	});

	it('are named where none was', async () => {
		configure('clusters:\n  a: { bootstrap: ["h:1"] }\n  b: { bootstrap: ["h:1"] }\n');
		const { stderr, code } = await run('topics');
		assert.equal(code, 2);
		assert.match(stderr, /No cluster is named\.\n {2}try: Give --cluster a\|b/);
	});
});

describe('a cluster under a known name', { skip }, () => {
	let broker: SharedBroker;
	before(async () => {
		broker = await sharedBroker();
	});

	it('is told loudly when it is another one than before, until that is accepted', async () => {
		configure(`current: orders\nclusters:\n  orders:\n    bootstrap: [${broker.cluster.bootstrap.PLAINTEXT.split(',').join(', ')}]\n`);
		const id = broker.cluster.clusterId;
		assert.doesNotMatch((await run('brokers')).stderr, /another cluster/);
		const file = join(home, 'state', 'msk-tui', 'clusters.json');
		assert.equal(statSync(file).mode & 0o777, 0o600);
		const row = JSON.parse((await run('clusters', '--json')).stdout).clusters[0];
		assert.equal(row.clusterId, id);
		writeFileSync(file, readFileSync(file, 'utf8').replace(id, 'the-one-before'));
		for (const command of ['brokers', 'doctor', 'brokers']) {
			const { stderr, code } = await run(command);
			assert.match(
				stderr,
				new RegExp(`orders is another cluster than before: its id is ${id}, and on \\d{4}-\\d\\d-\\d\\d it was the-one-before`),
			);
			assert.equal(code, 0);
		}
		assert.match((await run('clusters', '--forget', 'orders')).stdout, /^forgotten: /);
		assert.doesNotMatch((await run('brokers')).stderr, /another cluster/);
	});

	const open = (...args: readonly string[]): PtyProgram =>
		runInPty(process.execPath, programArguments(args), {
			environment: { XDG_CONFIG_HOME: home, XDG_STATE_HOME: join(home, 'state'), MSK_TUI_CLUSTER: '' },
		});

	it('comes into the file from the form of a first start, with a password that is written nowhere', async () => {
		const { username, password } = broker.cluster.credentials.scram.reader;
		const first = open();
		try {
			await first.waitFor('No cluster is known yet.', 30_000);
			const [bootstrap] = broker.cluster.bootstrap.SCRAM.split(',');
			first.send('+');
			await first.waitFor('New cluster');
			first.send(`${bootstrap}\tshop\t`);
			await first.waitFor('plaintext, by the port');
			first.send('\u001B[C\u001B[C');
			await first.waitFor('‹ scram ›');
			first.send(`\t${username}\t\t\t${broker.cluster.tls.ca}\t\t\t\r`);
			await first.waitFor(`Password of ${username}`);
			first.send(`${password}\r`);
			await first.waitFor('Save and connect', 30_000);
			await first.waitFor(`cluster id ${broker.cluster.clusterId}`);
			first.send('\r');
			await first.waitFor(/^ shop {2}PROD {2}read-only {2}scram reader/, 30_000);
			await first.waitFor(/Topics {2}\d/, 30_000);
			first.send('\u0003');
			assert.equal((await first.exit).code, 0);
			assert.ok(!first.transcript().includes(password));
		} finally {
			await first.close();
		}
		const file = join(home, 'msk-tui', 'config.yaml');
		const text = readFileSync(file, 'utf8');
		assert.equal(statSync(file).mode & 0o777, 0o600);
		assert.match(text, /^current: shop\nclusters:\n {2}shop:\n {4}bootstrap: \[ localhost:\d+ \]\n/);
		assert.ok(!text.includes(password));
		assert.equal(JSON.parse((await run('clusters', '--json')).stdout).clusters[0].clusterId, broker.cluster.clusterId);
	});

	it('is left for another inside the program', async () => {
		const { PLAINTEXT } = broker.cluster.bootstrap;
		configure(
			`clusters:\n  one:\n    bootstrap: [${PLAINTEXT.split(',').join(', ')}]\n  two:\n    bootstrap: [${PLAINTEXT.split(',')[0]}]\n    environment: dev\n`,
		);
		const program = open('--cluster', 'one');
		try {
			await program.waitFor(/Topics {2}\d/, 30_000);
			program.send(':clusters\r');
			await program.waitFor(/Clusters {2}2 {2}in use: one/);
			program.send('j\r');
			await program.waitFor(/^ two {2}DEV {2}read-only/, 30_000);
			await program.waitFor(/Topics {2}\d/, 30_000);
			program.send('q');
			assert.equal((await program.exit).code, 0);
		} finally {
			await program.close();
		}
	});
});
