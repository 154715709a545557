import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../source/model/failure.ts';
import type { GroupLag, PartitionLag } from '../../source/model/lag.ts';
import { gapOf } from '../../source/model/unknown.ts';
import { LagHistory, WINDOW } from '../../source/state/lag-history.ts';

const row = (committed: bigint | null, end: bigint | null, memberId: string | null = 'm'): GroupLag => {
	const partition: PartitionLag = {
		topic: 't',
		partition: 0,
		committed,
		begin: 0n,
		end,
		lag: committed === null || end === null ? null : end - committed,
		lost: 0n,
		behindMs: 1000,
		behindMethod: 'exact',
		maxBehindMs: 300_000,
		verdict: 'learning',
		learning: { samples: 1, needed: WINDOW },
		ratePerSecond: null,
		memberId,
		clientId: memberId,
		host: null,
		neverCommitted: committed === null,
		failure: null,
		unknown: [{ field: 'ratePerSecond', reason: 'One look tells no rate.', needs: '--watch' }],
	};
	return {
		group: 'g',
		state: 'Stable',
		type: 'classic',
		protocol: 'range',
		coordinator: 1,
		members: 1,
		topics: ['t'],
		lag: partition.lag,
		lost: 0n,
		behindMs: 1000,
		behindMethod: 'exact',
		maxBehindMs: 300_000,
		verdict: 'learning',
		learning: { samples: 1, needed: WINDOW },
		partitions: [partition],
		unassigned: [],
		failure: null,
		unknown: [],
	};
};

/** Looks every five seconds. */
const watch = (looks: readonly GroupLag[], history = new LagHistory()): GroupLag => {
	let last: GroupLag | undefined;
	for (const [i, look] of looks.entries()) [last] = history.add([look], i * 5_000);
	assert.ok(last);
	return last;
};
const looks = (n: number, at: (i: number) => GroupLag) => Array.from({ length: n }, (_, i) => at(i));

describe('a group that a later look could not read', () => {
	const scope = { isIam: false };
	const dead = new Failure('connection', 'broker 2 is down');
	const listed = { rows: [row(5n, 10n)], gaps: [] };

	it('keeps its last values with their time while a broker is down, and draws no verdict from them', () => {
		const history = new LagHistory();
		history.addAll(listed, 1_000);
		const { rows } = history.addAll({ rows: [], gaps: [gapOf('groups', dead, scope)] }, 6_000);
		assert.deepEqual(
			rows.map(g => [g.group, g.lag, g.asOfMs, g.verdict, g.failure?.message]),
			[['g', 5n, 1_000, 'unknown', 'broker 2 is down']],
		);
		const unread = history.addAll({ rows: [{ ...row(null, null), lag: null, failure: dead }], gaps: [] }, 11_000).rows[0]!;
		assert.deepEqual([unread.lag, unread.asOfMs], [5n, 1_000]);
		const back = history.addAll(listed, 16_000).rows[0]!;
		assert.deepEqual([back.asOfMs, back.failure], [undefined, null]);
	});

	it('is forgotten when it is gone, or when the right to see it is', () => {
		const history = new LagHistory();
		history.addAll(listed, 1_000);
		// A coordinator that moves is listed by nobody for some seconds.
		const moving = history.addAll({ rows: [], gaps: [] }, 6_000).rows[0]!;
		assert.deepEqual([moving.asOfMs, moving.partitions[0]!.verdict], [1_000, 'unknown']);
		assert.match(moving.failure?.message ?? '', /deleted, or its coordinator is moving/);
		assert.deepEqual(history.addAll({ rows: [], gaps: [] }, 16_000).rows, []);
		history.addAll(listed, 17_000);
		const missing = new Failure('notFound', 'there is none');
		assert.deepEqual(history.addAll({ rows: [], gaps: [gapOf('groups.g', missing, scope)] }, 18_000).rows, []);
		history.addAll(listed, 19_000);
		const denied = new Failure('authorization', 'not any more');
		assert.deepEqual(history.addAll({ rows: [], gaps: [gapOf('groups', denied, scope)] }, 20_000).rows, []);
	});
});

describe('the history of lag', () => {
	it('learns until the window is full, and says how far it is', () => {
		const group = watch(looks(WINDOW - 1, i => row(BigInt(i), 100n)));
		assert.deepEqual(
			[group.verdict, group.learning, group.partitions[0]!.learning],
			['learning', { samples: WINDOW - 1, needed: WINDOW }, { samples: WINDOW - 1, needed: WINDOW }],
		);
	});

	it('tells stalled from stopped by whether somebody owns the partition', () => {
		assert.equal(watch(looks(WINDOW, i => row(5n, BigInt(100 + i)))).verdict, 'stalled');
		assert.equal(watch(looks(WINDOW, i => row(5n, BigInt(100 + i), null))).verdict, 'stopped');
	});

	it('tells the rate, and no longer calls it unknown', () => {
		const [p] = watch(looks(3, i => row(BigInt(i * 50), 1000n))).partitions;
		assert.equal(p!.ratePerSecond, 10);
		assert.ok(!p!.unknown.some(u => u.field === 'ratePerSecond'));
	});

	it('keeps what it knows over a look in which the end was not known', () => {
		const group = watch([...looks(5, i => row(5n, BigInt(100 + i))), row(5n, null), ...looks(WINDOW - 5, i => row(5n, BigInt(110 + i)))]);
		assert.equal(group.verdict, 'stalled');
	});

	it('forgets a topic that was created anew: its end fell', () => {
		const history = new LagHistory();
		watch(
			looks(WINDOW, i => row(5n, BigInt(100 + i))),
			history,
		);
		const [group] = history.add([row(0n, 3n)], 60_000);
		assert.deepEqual([group!.verdict, group!.partitions[0]!.learning?.samples], ['learning', 1]);
		assert.equal(history.trend('g', 't', 0).length, 1);
	});

	it('has no verdict on what never committed', () => {
		assert.equal(watch(looks(WINDOW, () => row(null, 100n))).verdict, 'unknown');
	});
});
