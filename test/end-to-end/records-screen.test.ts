/** The Records screen of the built program on a real Kafka, in a pty. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import { programArguments } from '../helpers/built-program.ts';
import { produceLines } from '../helpers/produce-lines.ts';
import { runInPty } from '../helpers/pty.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const mark = `${process.pid}-${Date.now().toString(36)}`;
const topic = `records-screen-${mark}`;
const RECORDS = 150;
const PATIENCE_MS = 90_000;

describe('the Records screen on a real Kafka', { skip, timeout: 280_000 }, () => {
	let broker: SharedBroker;
	let folder: string;
	before(async () => {
		broker = await sharedBroker();
		folder = mkdtempSync(join(tmpdir(), 'msk-tui-records-screen-'));
		await broker.fixture('topic', topic, '2', '1');
		await produceLines(
			broker.cluster,
			topic,
			Array.from({ length: RECORDS }, (_, i) => `key-${i}:${i === 77 ? '\u001b[2J\u202eowned 東京' : `{"number":${i}}`}`),
		);
	});
	after(() => rmSync(folder, { recursive: true, force: true }));

	it('browses, searches, exports and tails a topic, and says when it is deleted under the tail', async () => {
		const program = runInPty(process.execPath, programArguments(['--bootstrap', broker.cluster.bootstrap.PLAINTEXT]), {
			environment: { XDG_CONFIG_HOME: '/nonexistent', XDG_STATE_HOME: folder },
			directory: folder,
		});
		const shows = (condition: RegExp): Promise<void> => program.waitFor(condition, PATIENCE_MS);
		try {
			await shows(/Topics {2}\d/);
			program.send(`/${mark}\r`);
			await shows(new RegExp(`▌ ${topic.slice(0, 20)}`));
			program.send('v');
			await shows(/newest first · page 1\n.*\n ▌ .*key-\d+ +\{/);
			program.send(']');
			await shows(/page 2, the last\n.*\n ▌ .*key-\d+ +\{/);

			program.send('/where value.number >= 140\r');
			await shows(/complete: 150 offsets covered, 150 records seen/);
			await shows(/▌ .*key-14\d +\{"number":14\d\}/);
			program.send('!');
			await shows(new RegExp(`search ${topic} --where`));
			program.send('\u001b');
			await program.waitFor(screen => !screen.includes('as a command') && screen.includes('? keys'), PATIENCE_MS);
			program.send('x');
			await shows(/write to /);
			program.send('\r');
			await shows(/10 records written to/);
			const file = join(folder, `${topic}.jsonl`);
			const numbers = readFileSync(file, 'utf8')
				.trim()
				.split('\n')
				.map(line => (JSON.parse(line) as { value: { number: number } }).value.number);
			assert.deepEqual(
				numbers.sort((a, b) => a - b),
				Array.from({ length: 10 }, (_, i) => 140 + i),
			);
			assert.equal(statSync(file).mode & 0o777, 0o600);

			program.send('/key key-77\r');
			await shows(/▌ .*key-77 .*\\x1b\[2J\\u\{202e\}owned 東京/);
			program.send('\r');
			await shows(/tree · text/);
			program.send('\t\t');
			await shows(/00000000 {2}1b 5b 32 4a/);
			program.send('\u001b');
			await shows(/\[Search, ended\]/);

			program.send('t');
			await shows(/live · 0 records\/s/);
			await produceLines(broker.cluster, topic, ['late:{"number":1000}']);
			await shows(/▌ .*late +\{"number":1000\}/);
			program.send('p');
			await shows(/paused · /);
			await produceLines(broker.cluster, topic, ['later:{"number":1001}']);
			await shows(/1 newer held/);
			program.send('p');
			await shows(/▌ .*later +\{"number":1001\}/);
			await broker.fixture('delete-topic', topic);
			await shows(/▲ incomplete/);
		} finally {
			await program.close();
		}
	});
});
