import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../source/model/failure.ts';
import { Poller, type Snapshot } from '../../source/state/poller.ts';

/** Resolves when the poller's snapshot satisfies the condition. */
const until = <T>(poller: Poller<T>, condition: (s: Snapshot<T>) => boolean): Promise<Snapshot<T>> =>
	new Promise(resolve => {
		const check = () => {
			if (!condition(poller.snapshot())) return;
			stop();
			resolve(poller.snapshot());
		};
		const stop = poller.subscribe(check);
		check();
	});

test('never reads twice at once and keeps the last good value when a read fails', async () => {
	let running = 0;
	let reads = 0;
	const poller = new Poller<number>({
		intervalMs: 1,
		read: async () => {
			assert.equal(++running, 1);
			await new Promise(resolve => setImmediate(resolve));
			running--;
			reads++;
			if (reads === 2) throw new Failure('connection', 'gone');
			return reads;
		},
	});
	poller.start();
	const failed = await until(poller, s => s.failure !== undefined);
	assert.equal(failed.value, 1);
	assert.equal(failed.failure?.message, 'gone');
	const recovered = await until(poller, s => s.value === 3);
	assert.equal(recovered.failure, undefined);
	poller.stop();
});

test('shows a part early, but never a part in place of a whole', async () => {
	let release: () => void = () => {};
	const seen: (string | undefined)[] = [];
	const poller = new Poller<string>({
		intervalMs: 60_000,
		read: async (_signal, early) => {
			early?.('names');
			await new Promise<void>(resolve => {
				release = resolve;
			});
			return 'all';
		},
	});
	poller.subscribe(() => seen.push(poller.snapshot().value));
	poller.start();
	await until(poller, s => s.value === 'names');
	release();
	await until(poller, s => s.value === 'all');
	poller.refresh();
	await until(poller, s => s.isReading);
	assert.equal(poller.snapshot().value, 'all');
	release();
	await until(poller, s => !s.isReading);
	assert.equal(seen.lastIndexOf('names') < seen.indexOf('all'), true);
	poller.stop();
});

test('drops the answer of a read that was stopped', async () => {
	let release: (value: string) => void = () => {};
	const poller = new Poller<string>({ intervalMs: 1, read: () => new Promise(resolve => (release = resolve)) });
	poller.start();
	poller.stop();
	release('late');
	await new Promise(resolve => setImmediate(resolve));
	assert.equal(poller.snapshot().value, undefined);
	assert.equal(poller.snapshot().isReading, false);
});

test('reads nothing while paused, once on refresh, and again when resumed', async () => {
	let reads = 0;
	const poller = new Poller<number>({ intervalMs: 1, read: () => Promise.resolve(++reads) });
	poller.pause(true);
	poller.start();
	await until(poller, s => s.value === 1);
	poller.refresh();
	await until(poller, s => s.value === 2);
	assert.equal(poller.snapshot().isPaused, true);
	poller.pause(false);
	await until(poller, s => (s.value ?? 0) > 3);
	poller.stop();
});

test('a read that takes longer than its interval stretches it: the cluster rests for as long', async t => {
	t.mock.timers.enable({ apis: ['setTimeout'] });
	let nowMs = 0;
	const starts: number[] = [];
	const turn = () => new Promise(resolve => setImmediate(resolve));
	const poller = new Poller<number>({
		intervalMs: 10_000,
		clock: { now: () => nowMs },
		read: async () => {
			starts.push(nowMs);
			nowMs += 25_000;
			return 1;
		},
	});
	const pass = async (ms: number) => {
		await turn();
		nowMs += ms;
		t.mock.timers.tick(ms);
		await turn();
	};
	poller.start();
	await pass(24_999);
	assert.deepEqual(starts, [0]);
	await pass(1);
	assert.deepEqual(starts, [0, 50_000]);
	poller.stop();
});

test('started again a moment after it was stopped it shows what it knows, and reads when its interval is over', async t => {
	t.mock.timers.enable({ apis: ['setTimeout'] });
	let nowMs = 0;
	let reads = 0;
	const turn = () => new Promise(resolve => setImmediate(resolve));
	const poller = new Poller<number>({ intervalMs: 10_000, clock: { now: () => nowMs }, read: async () => ++reads });
	poller.start();
	await turn();
	poller.stop();
	nowMs = 4_000;
	poller.start();
	await turn();
	assert.equal(reads, 1);
	nowMs = 10_000;
	t.mock.timers.tick(6_000);
	await turn();
	assert.equal(reads, 2);
	poller.stop();
	nowMs = 60_000;
	poller.start();
	await turn();
	assert.equal(reads, 3, 'what is old is read at once');
	poller.refresh();
	await turn();
	assert.equal(reads, 4, 'and what is asked for too');
	poller.stop();
});

for (const [what, jumpMs] of [
	['set back by ten minutes', -600_000],
	['put forward by a night', 36_000_000],
] as const)
	test(`a clock that is ${what} during a read makes no long rest`, async t => {
		t.mock.timers.enable({ apis: ['setTimeout'] });
		let nowMs = 1_000_000_000;
		let reads = 0;
		const turn = () => new Promise(resolve => setImmediate(resolve));
		const poller = new Poller<number>({
			intervalMs: 10_000,
			clock: { now: () => nowMs },
			read: async () => {
				if (reads === 0) nowMs += jumpMs;
				return ++reads;
			},
		});
		poller.start();
		await turn();
		t.mock.timers.tick(60_000);
		await turn();
		assert.ok(reads >= 2, `${reads} reads within a minute`);
		poller.stop();
	});
