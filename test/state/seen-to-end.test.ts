import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChangeOutcome, ChangeRequest } from '../../source/operations/apply-change.ts';
import type { ClusterChanges } from '../../source/operations/cluster-changes.ts';
import { SeenToEnd } from '../../source/state/changes/seen-to-end.ts';

const outcome = { result: 'applied' } as ChangeOutcome;

/** One change; `end` lets what was confirmed come to its end. */
const stage = (answer: boolean) => {
	const { promise, resolve: end } = Promise.withResolvers<void>();
	const seen = new SeenToEnd();
	const changes = seen.watching({
		apply: async ({ isConfirmed }: ChangeRequest) => {
			if (await isConfirmed({} as never)) await promise;
			return outcome;
		},
	} as unknown as ClusterChanges);
	const isConfirmed = Promise.withResolvers<boolean>();
	const applied = changes.apply({ change: { kind: 'deleteGroup', group: 'g' }, isConfirmed: () => isConfirmed.promise });
	return { seen, applied, end, confirm: () => isConfirmed.resolve(answer) };
};

describe('changes under way', () => {
	it('keep what they need open from their confirmation to their end', async () => {
		const { seen, applied, end, confirm } = stage(true);
		await seen.settled();
		confirm();
		// The confirmation has come through when its microtasks have run.
		await new Promise(resolve => setImmediate(resolve));
		const order: string[] = [];
		const closed = seen.settled().then(() => order.push('closed'));
		void applied.then(() => order.push('ended'));
		end();
		await closed;
		assert.deepEqual(order, ['ended', 'closed']);
		await seen.settled();
	});

	it('hold nobody who left them alone, nor for ever', async () => {
		const left = stage(false);
		left.confirm();
		assert.equal(await left.applied, outcome);
		await left.seen.settled();
		const stuck = stage(true);
		stuck.confirm();
		await new Promise(resolve => setImmediate(resolve));
		await stuck.seen.settled(1);
	});
});
