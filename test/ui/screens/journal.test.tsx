/** The journal on the screens: whose changes, which of them can be put back, and one in detail. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JournalledChange } from '../../../source/model/journalled-change.ts';
import { openJournalDesk } from '../../../source/state/journal-poller.ts';
import { key, onStage, PlayedCluster } from '../../helpers/app-stage.tsx';
import { journalled } from '../../helpers/journalled.ts';

const reset = (id: string, over: Partial<JournalledChange> = {}): JournalledChange =>
	journalled(id, 'applied', {
		change: { kind: 'resetOffsets', group: 'billing', offsets: [{ topic: 'orders', partition: 0, offset: 7n }] },
		before: { 'orders/0': 1204n },
		undo: [{ kind: 'resetOffsets', group: 'billing', offsets: [{ topic: 'orders', partition: 0, offset: 1204n }] }],
		ended: { phase: 'ended', id, at: '2026-11-24T10:00:01.000Z', result: 'applied', after: { 'orders/0': 7n }, failures: {} },
		...over,
	});

describe('the journal', () => {
	it('shows what was done to this cluster, then to others, and one change with its before and after; the file is read on coming only', async () => {
		let reads = 0;
		const changes = [
			reset('id-here'),
			reset('id-there', { cluster: { id: 'other', name: 'staging-eu' } }),
			reset('id-broken', { ended: null, change: { kind: 'deleteTopic', topic: 'old' }, undo: [] }),
		];
		const journal = openJournalDesk({
			changes: {
				path: '/journal.jsonl',
				read: async () => {
					reads++;
					return { changes, damaged: 0 };
				},
			},
			jobs: { read: async () => ({ jobs: [], damaged: 0, path: '/interrupted.jsonl' }) },
		});
		await onStage(new PlayedCluster(), { props: { journal } }, async stage => {
			await stage.waitFor('payments.audit');
			await stage.settle();
			assert.equal(reads, 0);
			await stage.press('J');
			await stage.waitFor(/\[This cluster 2\] {2}All clusters 3 {2}Interrupted 0/);
			await stage.waitFor(/delete topic old +not known +no +ops/);
			await stage.waitFor(/set offsets of group billing +done +possible +ops/);
			assert.doesNotMatch(stage.screen(), /staging/);
			await stage.press(key.tab);
			await stage.waitFor(/staging/);
			await stage.press('/staging', key.enter, 'u');
			await stage.waitFor(/it was made on staging-eu: connect to that cluster/);
			await stage.press(key.shiftTab, '/billing', key.enter, 'u');
			await stage.waitFor(/read-only: press w to unlock/);
			await stage.press(key.enter);
			await stage.waitFor(/Change id-here/);
			await stage.waitFor(/orders\/0 +1,204 → 7/);
			assert.equal(reads, 2, 'once for the list and once for the change');
		});
	});
});
