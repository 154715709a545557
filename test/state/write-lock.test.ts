import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UNLOCKED_MS, WriteLock } from '../../source/state/write-lock.ts';

describe('the lock on changes', () => {
	it('opens for a time, tells each minute once, and closes by the clock though nobody looks', () => {
		let nowMs = 0;
		const lock = new WriteLock('read-only', () => nowMs);
		const told: number[] = [];
		lock.subscribe(() => told.push(lock.minutesLeft()));
		assert.deepEqual([lock.access(), lock.minutesLeft()], ['read-only', 0]);
		assert.equal(lock.unlock(), true);
		assert.deepEqual([lock.access(), told], ['open', [15]]);
		for (const ms of [1, 30_000, 29_998]) {
			nowMs += ms;
			lock.check();
		}
		assert.deepEqual(told, [15], 'within a minute nobody is told');
		nowMs += 1;
		lock.check();
		assert.deepEqual(told, [15, 14]);
		nowMs = UNLOCKED_MS;
		assert.deepEqual([lock.access(), lock.minutesLeft(), told], ['read-only', 0, [15, 14]]);
		lock.check();
		assert.deepEqual(told, [15, 14, 0]);
	});

	it('is opened anew by hand, and shut by hand', () => {
		let nowMs = 0;
		const lock = new WriteLock('read-write', () => nowMs);
		assert.deepEqual([lock.access(), lock.minutesLeft()], ['open', Number.POSITIVE_INFINITY]);
		lock.lock();
		assert.equal(lock.access(), 'read-only');
		lock.unlock();
		nowMs = 600_000;
		lock.unlock();
		assert.equal(lock.minutesLeft(), 15, 'counts from the last time');
		lock.lock();
		assert.equal(lock.access(), 'read-only');
	});

	it('never opens what is locked', () => {
		const lock = new WriteLock('locked', () => 0);
		assert.deepEqual([lock.unlock(), lock.access()], [false, 'locked']);
	});
});
