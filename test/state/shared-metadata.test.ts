import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../source/model/failure.ts';
import type { TopicsAnswer } from '../../source/ports/cluster-reader.ts';
import { METADATA_PACE_MS, SharedMetadata } from '../../source/state/shared-metadata.ts';

type Asked = { readonly signal: AbortSignal; readonly answer: (answer: TopicsAnswer) => void; readonly fail: (error: unknown) => void };

const stage = () => {
	const play = { nowMs: 1_000_000, asked: [] as Asked[] };
	const metadata = new SharedMetadata({ now: () => play.nowMs }, ({ signal }) => {
		const { promise, resolve, reject } = Promise.withResolvers<TopicsAnswer>();
		play.asked.push({ signal: signal!, answer: resolve, fail: reject });
		signal!.addEventListener('abort', () => reject(signal!.reason));
		return promise;
	});
	return { play, metadata };
};

const ANSWER: TopicsAnswer = { topics: [], failures: new Map() };

test('asks once in ten seconds, whoever wants to know, and never twice at once', async () => {
	const { play, metadata } = stage();
	const both = Promise.all([metadata.read(), metadata.read()]);
	play.nowMs += 2 * METADATA_PACE_MS;
	const late = metadata.read();
	assert.equal(play.asked.length, 1, 'one is under way, however long it takes');
	play.asked[0]!.answer(ANSWER);
	assert.deepEqual(await both, [ANSWER, ANSWER]);
	assert.equal(await late, ANSWER);
	void metadata.read();
	assert.equal(play.asked.length, 2, 'it is old by now');
	play.asked[1]!.answer(ANSWER);
	play.nowMs += METADATA_PACE_MS - 1_000;
	await metadata.read();
	assert.equal(play.asked.length, 2);
	play.nowMs += 1_000;
	void metadata.read();
	assert.equal(play.asked.length, 3);
});

test('asks anew for a person, but not without end', async () => {
	const { play, metadata } = stage();
	const first = metadata.read();
	play.asked[0]!.answer(ANSWER);
	await first;
	play.nowMs += 1_000;
	metadata.want();
	await metadata.read();
	assert.equal(play.asked.length, 1, 'a second old');
	play.nowMs += 1_000;
	void metadata.read();
	assert.equal(play.asked.length, 2, 'the wish still holds');
	play.asked[1]!.answer(ANSWER);
	play.nowMs += 5_000;
	await metadata.read();
	assert.equal(play.asked.length, 2, 'it was fulfilled');
});

test('a failure is told to all who wait and asked again by the next', async () => {
	const { play, metadata } = stage();
	const both = [metadata.read(), metadata.read()];
	play.asked[0]!.fail(new Failure('connection', 'gone'));
	for (const one of both) await assert.rejects(one, /gone/);
	void metadata.read();
	assert.equal(play.asked.length, 2);
});

test('one who gives up leaves the others their answer; the last one ends the question', async () => {
	const { play, metadata } = stage();
	const one = new AbortController();
	const other = new AbortController();
	const left = metadata.read({ signal: one.signal });
	const stays = metadata.read({ signal: other.signal });
	one.abort(new Error('left'));
	await assert.rejects(left, /left/);
	assert.equal(play.asked[0]!.signal.aborted, false);
	other.abort(new Error('left too'));
	await assert.rejects(stays, /left too/);
	assert.equal(play.asked[0]!.signal.aborted, true);
	void metadata.read();
	assert.equal(play.asked.length, 2);
});

test('a clock that was set back makes nothing fresh for ever', async () => {
	const { play, metadata } = stage();
	const first = metadata.read();
	play.asked[0]!.answer(ANSWER);
	await first;
	play.nowMs -= 600_000;
	void metadata.read();
	assert.equal(play.asked.length, 2);
});
