import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Change } from '../../source/model/change.ts';
import { Failure } from '../../source/model/failure.ts';
import type { Judgement } from '../../source/model/judgement.ts';
import { EffectWatch } from '../../source/state/changes/effect-watch.ts';

const change = (value: string): Change => ({ kind: 'topicSettings', topics: ['a'], edits: [{ name: 'retention.ms', value }] });

/** Previews that a test answers; `asked` are those that were asked for. */
const stage = () => {
	const asked: { readonly change: Change; readonly signal: AbortSignal; readonly answer: () => void; readonly fail: () => void }[] = [];
	const waiting: (() => void)[] = [];
	const watch = new EffectWatch(
		(wanted, options) =>
			new Promise((resolve, reject) => {
				const judgement = { change: wanted } as Judgement;
				asked.push({
					change: wanted,
					signal: options!.signal!,
					answer: () => resolve({ judgement, clusterId: 'C' }),
					fail: () => reject(new Failure('timeout', 'No answer.')),
				});
				for (const go of waiting.splice(0)) go();
			}),
		0,
	);
	return {
		watch,
		asked,
		/** Resolves when so many were asked. */
		until: async (count: number): Promise<void> => {
			while (asked.length < count) await new Promise<void>(resolve => waiting.push(resolve));
		},
		changed: () =>
			new Promise<void>(resolve => {
				const stop = watch.subscribe(() => {
					stop();
					resolve();
				});
			}),
	};
};

describe('the effect of what is being typed', () => {
	it('is read once typing pauses, and what stood there before is known as stale', async () => {
		const { watch, asked, until, changed } = stage();
		watch.want(change('1'));
		assert.deepEqual(watch.snapshot(), { judgement: undefined, failure: undefined, isStale: true });
		watch.want(change('12'));
		watch.want(change('12'));
		await until(1);
		assert.deepEqual([asked.length, asked[0]!.change], [1, change('12')], 'what was typed on the way is never asked');
		const told = changed();
		asked[0]!.answer();
		await told;
		assert.deepEqual([watch.snapshot().isStale, watch.snapshot().judgement?.change], [false, change('12')]);
		watch.want(change('123'));
		assert.deepEqual([watch.snapshot().isStale, watch.snapshot().judgement?.change], [true, change('12')]);
		await until(2);
		watch.want(change('1234'));
		assert.equal(asked[1]!.signal.aborted, true, 'an answer nobody waits for is given up');
		asked[1]!.answer();
		await until(3);
		const second = changed();
		asked[2]!.answer();
		await second;
		assert.deepEqual(watch.snapshot().judgement?.change, change('1234'), 'a late answer does not take the place of the right one');
		watch.want(undefined);
		assert.deepEqual(watch.snapshot(), { judgement: undefined, failure: undefined, isStale: false });
	});

	it('is never the old one after a failure', async () => {
		const { watch, asked, until, changed } = stage();
		watch.want(change('1'));
		await until(1);
		const told = changed();
		asked[0]!.fail();
		await told;
		const { judgement, failure, isStale } = watch.snapshot();
		assert.deepEqual([judgement, failure?.message, isStale], [undefined, 'No answer.', false]);
	});
});
