/** A group's offsets reset and put back on the screens of the built program, on a real Kafka, in a pty. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { hasJava } from '../../scripts/kafka/has-java.ts';
import type { OpenedCluster } from '../../source/composition.ts';
import { programArguments } from '../helpers/built-program.ts';
import { openAsAdmin, until } from '../helpers/open-reader.ts';
import { produceLines } from '../helpers/produce-lines.ts';
import { runInPty } from '../helpers/pty.ts';
import { type SharedBroker, sharedBroker } from '../helpers/real-broker.ts';

const skip = hasJava() || process.env.CI ? false : 'Java 17 or newer is missing: not tested against a real Kafka';
const mark = `${process.pid}-${Date.now().toString(36)}`;
const topic = `group-screen-${mark}`;
const group = `reader-${mark}`;
const PATIENCE_MS = 90_000;

describe('changing a group on the screens, on a real Kafka', { skip, timeout: 280_000 }, () => {
	let broker: SharedBroker;
	let opened: OpenedCluster;
	let folder: string;
	before(async () => {
		broker = await sharedBroker();
		opened = await openAsAdmin(broker.cluster);
		folder = mkdtempSync(join(tmpdir(), 'msk-tui-group-screen-'));
		await broker.fixture('topic', topic, '1', '1');
		await produceLines(
			broker.cluster,
			topic,
			Array.from({ length: 20 }, (_, i) => `key-${i}:${i}`),
		);
		await broker.fixture('commit', group, topic, '0=5');
		const at = JSON.stringify(broker.cluster.bootstrap.PLAINTEXT.split(','));
		writeFileSync(join(folder, 'config.yaml'), `clusters:\n  dev: {bootstrap: ${at}, environment: dev}\n`, { mode: 0o600 });
	});
	after(async () => {
		await broker?.fixture('delete-topic', topic);
		await opened?.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const committed = async (): Promise<bigint | null | undefined> => {
		const listing = (await opened.known.reader.findGroups([group])).get(group);
		if (!listing?.ok) return undefined;
		const commits = (await opened.known.reader.readCommits([listing.value])).get(group);
		return commits?.ok ? commits.value.get(`${topic}/0`) : undefined;
	};

	it('shows old and new offsets, resets them after one key, puts them back with u, and tells both in the journal', async () => {
		const program = runInPty(process.execPath, programArguments(['--config', join(folder, 'config.yaml'), '--cluster', 'dev']), {
			environment: { XDG_STATE_HOME: folder },
			directory: folder,
		});
		const shows = (condition: RegExp): Promise<void> => program.waitFor(condition, PATIENCE_MS);
		// The dialog stays until the change was read back and journalled.
		const isGone = (text: RegExp): Promise<void> =>
			program.waitFor(screen => !text.test(screen) && !/Being made/.test(screen), PATIENCE_MS);
		const asks = /Make this change\?/;
		try {
			await shows(/Topics {2}\d/);
			program.send('3');
			await shows(/Groups {2}\d/);
			program.send(`/${mark}\r`);
			await shows(new RegExp(`▌ ${group.slice(0, 15)}`));
			program.send('e');
			await shows(/read-only: press w to unlock/);
			program.send('w');
			await shows(/writable, 15 min/);
			program.send('e');
			await shows(/read on from/);
			program.send('earliest\r');
			await shows(/\/0 {2}5 → 0 {2}5 read again/);
			await shows(asks);
			assert.equal(await committed(), 5n, 'nothing is made before it is confirmed');
			program.send('y');
			await until('the offset to be reset', async () => (await committed()) === 0n);
			await isGone(asks);
			program.send('u');
			await shows(/\/0 {2}0 → 5 {2}5 skipped/);
			await shows(asks);
			program.send('y');
			await until('the offset to be put back', async () => (await committed()) === 5n);
			await isGone(asks);
			program.send('J');
			await shows(/\[This cluster 2\]/);
			await shows(/set offsets of group .* done +put back/);
			program.send('\r');
			await shows(/before → after/);
			await shows(/0 → 5/);
		} finally {
			await program.close();
		}
	});
});
