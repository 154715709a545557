import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { exitCodeOf, exitCodeOfGaps } from '../../source/commands/exit-codes.ts';
import { Failure, type FailureKind } from '../../source/model/failure.ts';

const gap = (kind: FailureKind) => ({ path: 'x', reason: 'r', needs: null, failure: new Failure(kind, 'r') });

describe('exit codes', () => {
	it('follow the contract by kind', () => {
		const kinds: Readonly<Record<FailureKind, number>> = {
			usage: 2,
			config: 2,
			notFound: 2,
			unsupported: 2,
			connection: 3,
			authentication: 3,
			timeout: 3,
			authorization: 4,
			refused: 5,
			incomplete: 6,
			bug: 70,
		};
		for (const [kind, code] of Object.entries(kinds)) assert.equal(exitCodeOf(kind as FailureKind), code);
	});
	it('tell a refusal of everything from an incomplete answer', () => {
		assert.equal(exitCodeOfGaps(0, []), 0);
		assert.equal(exitCodeOfGaps(0, [gap('authorization')]), 4);
		assert.equal(exitCodeOfGaps(3, [gap('authorization')]), 6);
		assert.equal(exitCodeOfGaps(0, [gap('authorization'), gap('timeout')]), 6);
		assert.equal(exitCodeOfGaps(1, [gap('notFound'), gap('timeout')]), 2);
	});
});
