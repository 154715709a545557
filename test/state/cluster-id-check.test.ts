import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { openSeenClusters, type SeenClusters } from '../../source/files/seen-clusters.ts';
import { ClusterIdCheck, otherClusterText } from '../../source/state/cluster-id-check.ts';

const DAY_MS = 86_400_000;
const NOON = Date.parse('2026-11-24T12:00:00Z');

describe('the id of a cluster', () => {
	let folder = '';
	let seen: SeenClusters;
	let nowMs = NOON;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'msk-tui-seen-'));
		seen = openSeenClusters(folder, '/etc/config.yaml');
		nowMs = NOON;
	});
	afterEach(() => rmSync(folder, { recursive: true }));
	const open = (name = 'orders'): ClusterIdCheck =>
		new ClusterIdCheck({ recall: async () => (await seen.all()).get(name), remember: id => seen.remember(name, id, nowMs) }, () => nowMs);
	const remembered = async (): Promise<unknown> => Object.fromEntries(await seen.all());

	it('is remembered when it is first seen, for each context alone', async () => {
		const check = open();
		await check.saw('A');
		await open('billing').saw('B');
		assert.equal(check.otherCluster(), undefined);
		assert.deepEqual(await remembered(), { orders: { clusterId: 'A', atMs: NOON }, billing: { clusterId: 'B', atMs: NOON } });
		assert.deepEqual([...(await openSeenClusters(folder, '/home/other.yaml').all())], [], 'another file has other clusters');
	});

	it('that is another one is told, and stays told until a person accepts it', async () => {
		await open().saw('A');
		nowMs += DAY_MS;
		for (let start = 0; start < 2; start++) {
			const check = open();
			let told = 0;
			check.subscribe(() => told++);
			await check.saw('B');
			await check.saw('B');
			assert.equal(told, 1);
			assert.deepEqual(check.otherCluster(), { before: { clusterId: 'A', atMs: NOON }, clusterId: 'B' });
			assert.equal(
				otherClusterText('orders', check.otherCluster()!),
				'orders is another cluster than before: its id is B, and on 2026-11-24 it was A.',
			);
			if (start === 1) {
				await check.accept();
				assert.equal(check.otherCluster(), undefined);
			}
		}
		const after = open();
		await after.saw('B');
		assert.equal(after.otherCluster(), undefined);
	});

	it('that is the same again is written anew only now and then', async () => {
		await open().saw('A');
		nowMs += 60_000;
		await open().saw('A');
		assert.deepEqual(await remembered(), { orders: { clusterId: 'A', atMs: NOON } });
		nowMs += DAY_MS;
		await open().saw('A');
		assert.deepEqual(await remembered(), { orders: { clusterId: 'A', atMs: nowMs } });
	});

	it('can be forgotten', async () => {
		await open().saw('A');
		assert.equal(await seen.forget('orders'), true);
		assert.equal(await seen.forget('orders'), false);
		const check = open();
		await check.saw('B');
		assert.equal(check.otherCluster(), undefined);
	});

	it('that nobody tells is no other one', async () => {
		await open().saw('A');
		const check = open();
		await check.saw(null);
		assert.equal(check.otherCluster(), undefined);
	});

	it('cannot be compared where the memory is broken, which is said', async () => {
		for (const text of ['{', '[1]', '{"/etc/config.yaml":{"orders":1}}']) {
			writeFileSync(join(folder, 'clusters.json'), text);
			const check = open();
			let told = 0;
			check.subscribe(() => told++);
			await check.saw('A');
			assert.equal(told, 1, text);
			assert.match(check.trouble()?.message ?? '', /^Whether this is the same cluster as before is not known: .*clusters\.json/);
		}
	});
});
