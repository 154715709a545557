/** Changing a topic on the screens of the built program, in a pty, on a real Kafka: unlocked, edited, refused, confirmed, read back. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { programArguments } from '../helpers/built-program.ts';
import { until } from '../helpers/open-reader.ts';
import { runInPty } from '../helpers/pty.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';
import { produceTimed } from '../helpers/timed-records.ts';
import { WireClient } from '../helpers/wire-client.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const mark = `${process.pid}-${Date.now().toString(36)}`;
const topic = `change-screen-${mark}`;
const group = `change-reader-${mark}`;
const PATIENCE_MS = 90_000;
const DAY_MS = 86_400_000;
const TOPIC = 2;

describe('changes on the screens', { skip, timeout: 280_000 }, () => {
	let broker: SharedBroker;
	let client: WireClient;
	let clients: readonly WireClient[] = [];
	let home: string;
	before(async () => {
		broker = await sharedBroker();
		home = mkdtempSync(join(tmpdir(), 'msk-tui-changes-screen-'));
		const { PLAINTEXT } = broker.cluster.bootstrap;
		mkdirSync(join(home, 'msk-tui'));
		const bootstrap = JSON.stringify(PLAINTEXT.split(','));
		writeFileSync(join(home, 'msk-tui', 'config.yaml'), `clusters:\n  lab: {bootstrap: ${bootstrap}}\n`, { mode: 0o600 });
		clients = await Promise.all(PLAINTEXT.split(',').map(address => WireClient.open(address)));
		client = clients[0]!;
		// On the broker that is asked, so that it leads it.
		const { brokers } = await client.ask('Metadata', 4, { topics: [], allowAutoTopicCreation: false });
		const port = Number(PLAINTEXT.split(',')[0]!.split(':')[1]);
		const brokerIds = [brokers.find(b => b.port === port)!.nodeId];
		const created = await client.ask('CreateTopics', 2, {
			topics: [{ name: topic, numPartitions: -1, replicationFactor: -1, assignments: [{ partitionIndex: 0, brokerIds }], configs: [] }],
			timeoutMs: 30_000,
			validateOnly: false,
		});
		assert.equal(created.topics[0]!.errorCode, 0);
		await produceTimed(PLAINTEXT, topic, 0, [{ timestampMs: Date.now() - 4 * DAY_MS, records: 20, bytes: 100 }]);
		await broker.fixture('commit', group, topic, '0=5');
	});
	after(() => {
		for (const each of clients) each.close();
		if (home !== undefined) rmSync(home, { recursive: true, force: true });
	});

	/** What every broker says; one learns of a change a moment after another. */
	const retentions = async (): Promise<readonly (string | null | undefined)[]> =>
		Promise.all(
			clients.map(async each => {
				const { results } = await each.ask('DescribeConfigs', 1, {
					resources: [{ resourceType: TOPIC, resourceName: topic, configurationKeys: ['retention.ms'] }],
					includeSynonyms: false,
				});
				return results[0]!.configs[0]?.value;
			}),
		);
	const retentionIs = (days: number): Promise<void> =>
		until(
			`retention of ${days} days on every broker`,
			async () => (await retentions()).every(ms => ms === String(days * DAY_MS)),
			PATIENCE_MS,
		);
	const setRetention = async (ms: number): Promise<void> => {
		const answer = await client.ask('IncrementalAlterConfigs', 0, {
			resources: [{ resourceType: TOPIC, resourceName: topic, configs: [{ name: 'retention.ms', configOperation: 0, value: String(ms) }] }],
			validateOnly: false,
		});
		assert.equal(answer.responses[0]!.errorCode, 0);
		// The program may ask another broker than this one.
		await retentionIs(ms / DAY_MS);
	};
	const journal = (): readonly { readonly phase: string; readonly result?: string }[] => {
		const path = join(home, 'msk-tui', 'journal.jsonl');
		return existsSync(path)
			? readFileSync(path, 'utf8')
					.trim()
					.split('\n')
					.map(line => JSON.parse(line))
			: [];
	};

	it('unlocks, shows what a shorter retention deletes, makes it only once the name is typed, puts it back, and deletes the topic', async () => {
		const program = runInPty(process.execPath, programArguments(['--cluster', 'lab']), {
			columns: 130,
			rows: 34,
			environment: { XDG_CONFIG_HOME: home, XDG_STATE_HOME: home },
		});
		const shows = (condition: RegExp): Promise<void> => program.waitFor(condition, PATIENCE_MS);
		try {
			await shows(/Topics {2}\d/);
			program.send(`/${mark}\r`);
			await shows(new RegExp(`▌ ${topic}`));
			program.send('e');
			await shows(/refused {2}read-only: press w to unlock/);
			program.send('w');
			await shows(/Unlock lab\?/);
			program.send('lab\r');
			await shows(/lab {2}PROD {2}writable, 15 min/);

			program.send('e');
			await shows(/▌ retention\.ms +7d/);
			program.send('\u00153d');
			await shows(/becomes deletable +≤ 20 offsets/);
			await shows(new RegExp(`${group} +${topic}/0 +≤ 15 offsets it has not read`));
			program.send('\r');
			await shows(/Make this change\?/);
			program.send(`${topic}x\r`);
			await shows(new RegExp(`→ ${topic}x`));
			await retentionIs(7);
			assert.deepEqual(journal(), []);
			program.send('\u007f\r');
			await shows(/done {2}set retention\.ms=3d of change-screen/);
			await retentionIs(3);
			assert.deepEqual(
				journal().map(line => line.result ?? line.phase),
				['begun', 'applied'],
			);
			await shows(new RegExp(`▌ ${topic} .* 3d `));

			program.send('u');
			await shows(/set retention\.ms to the default of change-screen[\s\S]*Make this change\?/);
			program.send(`${topic}\r`);
			await shows(/done {2}set retention\.ms to the default/);
			await retentionIs(7);
			await shows(new RegExp(`▌ ${topic} .* 7d `));

			program.send('e');
			await shows(/▌ retention\.ms +7d/);
			program.send('\u00155d');
			await shows(/retention\.ms +7d → 5d {2}on/);
			program.send('\r');
			await shows(/Make this change\?/);
			await setRetention(4 * DAY_MS);
			program.send(`${topic}\r`);
			await shows(/Refused: Since the effect was shown:[\s\S]*7d\s[\s\S]*4d\s[\s\S]*r look again/);
			assert.equal(journal().length, 4, 'what was confirmed under other facts is not made');
			program.send('r');
			await shows(/4d → 5d {2}on[\s\S]*Make this change\?/);
			program.send(`${topic}\r`);
			await shows(/done {2}set retention\.ms=5d/);
			await retentionIs(5);

			await shows(new RegExp(`▌ ${topic} .* 5d `));
			program.send('d');
			await shows(/Delete a topic[\s\S]*▲ warning +Its records are gone for good/);
			program.send(`${topic}\r`);
			await shows(/done {2}delete topic change-screen/);
			await program.waitFor(screen => !screen.includes(`▌ ${topic}`), PATIENCE_MS);
			const { topics } = await client.ask('Metadata', 4, { topics: [{ name: topic }], allowAutoTopicCreation: false });
			assert.equal(topics[0]!.errorCode, 3, 'Kafka does not know it any more');
		} finally {
			await program.close();
		}
	});
});
