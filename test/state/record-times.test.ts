/** What was found out about the time of records is not asked for again and again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { success } from '../../source/model/failure.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import { bisectRecordTimes, positionKey, type RecordPosition } from '../../source/operations/find-record-times.ts';
import type { ClusterReader, OffsetAnswer, OffsetQuestion } from '../../source/ports/cluster-reader.ts';
import { RecordTimes } from '../../source/state/record-times.ts';
import { fakeCluster } from '../helpers/fake-reader.ts';

/** Traffic that swells and ebbs: a record every 40 to 4,000 ms. */
const times = (): number[] => {
	const all: number[] = [];
	let at = 1_700_000_000_000;
	for (let i = 0; i < 50_000; i++) {
		at += 40 + Math.round(1_980 * (1 + Math.sin(i / 700)));
		all.push(at);
	}
	return all;
};

const stage = () => {
	const play = { nowMs: 1_800_000_000_000, written: times(), requests: 0 };
	const answer = ({ target }: OffsetQuestion): OffsetAnswer => {
		const at = target === 'maxTimestamp' ? play.written.length - 1 : play.written.findIndex(t => t >= Number(target));
		return at < 0 ? { offset: null, timestampMs: null } : { offset: BigInt(at), timestampMs: play.written[at]! };
	};
	const readOffsets: ClusterReader['readOffsets'] = async questions => {
		play.requests++;
		return new Map(questions.map(q => [partitionKey(q.topic, q.partition), success(answer(q))]));
	};
	const memory = new RecordTimes({ now: () => play.nowMs });
	const { reader } = fakeCluster({ readOffsets });
	const at = (offset: bigint): RecordPosition => ({ topic: 'orders', partition: 0, offset });
	const ask = async (offset: bigint, isRemembering = true): Promise<{ readonly timeMs: number; readonly requests: number }> => {
		const before = play.requests;
		const found = await bisectRecordTimes(reader, [at(offset)], {}, isRemembering ? memory : undefined);
		const outcome = found.get(positionKey(at(offset)))!;
		assert.ok(outcome.ok);
		return { timeMs: outcome.value, requests: play.requests - before };
	};
	return { play, memory, ask };
};

describe('RecordTimes', () => {
	it('narrows the search for a group that moves on, and finds the same within a second', async () => {
		const { play, ask } = stage();
		await ask(20_000n);
		let remembered = 0;
		let anew = 0;
		for (let offset = 20_040n; offset < 24_000n; offset += 40n) {
			play.nowMs += 5_000;
			const one = await ask(offset);
			remembered += one.requests;
			anew += (await ask(offset, false)).requests;
			const truth = play.written[Number(offset)]!;
			assert.ok(one.timeMs <= truth && truth - one.timeMs <= 1_000, `${offset}: ${truth - one.timeMs} ms off`);
		}
		assert.ok(remembered < anew / 2, `${remembered} requests instead of ${anew}`);
	});

	it('keeps what was found for a minute: the topic may be another by then', () => {
		const { play, memory } = stage();
		memory.learn('orders/0@5', { timeMs: 7, method: 'bisected' });
		play.nowMs += 59_000;
		assert.equal(memory.found('orders/0@5')?.timeMs, 7);
		play.nowMs += 1_000;
		assert.equal(memory.found('orders/0@5'), undefined);
	});

	it('prefers what was fetched', () => {
		const { memory } = stage();
		memory.learn('orders/0@5', { timeMs: 7, method: 'exact' });
		memory.learn('orders/0@5', { timeMs: 6, method: 'bisected' });
		assert.equal(memory.found('orders/0@5')?.timeMs, 7);
	});

	it('does not start from times that fall while offsets rise', () => {
		const { memory } = stage();
		memory.learnPoints('orders/0', [{ offset: 10n, timeMs: 900 }]);
		memory.learnPoints('orders/0', [{ offset: 20n, timeMs: 100 }]);
		assert.deepEqual(memory.around('orders/0', 15n), { low: undefined, high: undefined });
	});
});
