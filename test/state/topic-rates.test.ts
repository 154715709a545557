import assert from 'node:assert/strict';
import test from 'node:test';
import { Failure, failed, type Outcome, success } from '../../source/model/failure.ts';
import type { OffsetAnswer, OffsetQuestion } from '../../source/ports/cluster-reader.ts';
import type { KnownCluster } from '../../source/ports/known-cluster.ts';
import { type TopicRate, TopicRates } from '../../source/state/topic-rates.ts';

/** A cluster of which only ends are asked; `ends` may be changed between looks, and `nowMs` is its clock. */
const scripted = (ends: Record<string, bigint | Failure>) => {
	const state = { nowMs: 1_000, asked: [] as string[] };
	const known = {
		clock: { now: () => state.nowMs },
		reader: {
			readOffsets: async (questions: readonly OffsetQuestion[]) => {
				state.asked = questions.map(q => `${q.topic}/${q.partition} ${q.target}`);
				return new Map<string, Outcome<OffsetAnswer>>(
					state.asked.map(question => {
						const key = question.split(' ')[0]!;
						const end = ends[key]!;
						return [key, end instanceof Failure ? failed(end) : success({ offset: end, timestampMs: null })];
					}),
				);
			},
		},
	} as unknown as KnownCluster;
	return { known, state };
};
const perSecond = (rate: TopicRate | undefined): number | undefined | string =>
	rate === undefined ? 'not asked' : 'perSecond' in rate ? rate.perSecond : rate.failure.message;

test('takes two looks for a rate and sums over partitions', async () => {
	const ends: Record<string, bigint> = { 'a/0': 100n, 'a/1': 50n };
	const { known, state } = scripted(ends);
	const rates = new TopicRates(known);
	const topic = { name: 'a', partitions: 2 };
	assert.equal(rates.want([topic], []), true, 'the first look is due at once');
	assert.equal(perSecond((await rates.look()).get('a')), undefined);
	Object.assign(ends, { 'a/0': 110n, 'a/1': 90n });
	state.nowMs += 5_000;
	const second = await rates.look();
	assert.equal(perSecond(second.get('a')), 10);
	assert.deepEqual(state.asked, ['a/0 latest', 'a/1 latest']);
	Object.assign(ends, { 'a/0': 160n });
	state.nowMs += 5_000;
	assert.equal(await rates.look(), second, 'nothing changed, nothing to draw');
});

test('starts afresh when a topic was created anew or grew partitions', async () => {
	const ends: Record<string, bigint> = { 'a/0': 100n, 'a/1': 7n };
	const { known, state } = scripted(ends);
	const rates = new TopicRates(known);
	rates.want([{ name: 'a', partitions: 1 }], []);
	await rates.look();
	rates.want([{ name: 'a', partitions: 2 }], []);
	state.nowMs += 5_000;
	assert.equal(perSecond((await rates.look()).get('a')), undefined);
	ends['a/0'] = 3n;
	state.nowMs += 5_000;
	assert.equal(perSecond((await rates.look()).get('a')), undefined);
	ends['a/0'] = 8n;
	state.nowMs += 5_000;
	assert.equal(perSecond((await rates.look()).get('a')), 1);
});

test('knows no rate where one partition cannot be read, and no zero', async () => {
	const { known, state } = scripted({ 'a/0': 1n, 'a/1': new Failure('timeout', 'broker 2 did not answer') });
	const rates = new TopicRates(known);
	rates.want([{ name: 'a', partitions: 2 }], []);
	await rates.look();
	state.nowMs += 5_000;
	assert.equal(perSecond((await rates.look()).get('a')), 'broker 2 did not answer');
});

test('asks a large cluster only for what is on screen', async () => {
	const { known, state } = scripted({ 'b/0': 1n });
	const rates = new TopicRates(known);
	rates.want(
		[
			{ name: 'a', partitions: 2_000 },
			{ name: 'b', partitions: 1 },
		],
		[{ name: 'b', partitions: 1 }],
	);
	await rates.look();
	assert.deepEqual(state.asked, ['b/0 latest']);
});
