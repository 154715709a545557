/** What changed between two looks at groups, and what must never be taken for a change. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../source/model/failure.ts';
import type { GroupState } from '../../source/model/group.ts';
import {
	type GroupsLook,
	groupChanges,
	groupsSinceMs,
	lagChanges,
	nextGroupsLook,
	nextSeenLag,
	type SeenLag,
} from '../../source/model/group-changes.ts';
import type { GroupLag } from '../../source/model/lag.ts';
import { groupLag, partitionLag } from '../helpers/lag-rows.ts';

const listed = (states: Readonly<Record<string, GroupState>>) =>
	Object.entries(states).map(([group, state]) => ({ group, state, type: 'classic', protocolType: 'consumer', coordinator: 1 }) as const);
const look = (
	before: GroupsLook | undefined,
	startedMs: number,
	states: Readonly<Record<string, GroupState>>,
	{ gone = [], isComplete = true }: { gone?: readonly string[]; isComplete?: boolean } = {},
): GroupsLook => nextGroupsLook(before, { startedMs, listed: listed(states), gone: new Set(gone), isComplete });

describe('changes of groups', () => {
	const first = look(undefined, 0, { billing: 'Stable' });

	it('says which state followed which, and nothing of a state it does not know', () => {
		assert.deepEqual(groupChanges(first, look(first, 15_000, { billing: 'PreparingRebalance' })), [
			{ kind: 'groupState', group: 'billing', from: 'Stable', to: 'PreparingRebalance' },
		]);
		assert.deepEqual(groupChanges(first, look(first, 15_000, { billing: 'Unknown' })), []);
	});

	it('says that a group appeared, and that one vanished only when its coordinator said so', () => {
		assert.deepEqual(groupChanges(first, look(first, 15_000, { billing: 'Stable', audit: 'Empty' })), [
			{ kind: 'groupAppeared', group: 'audit' },
		]);
		assert.deepEqual(groupChanges(first, look(first, 15_000, {})), []);
		assert.deepEqual(groupChanges(first, look(first, 15_000, {}, { gone: ['billing'] })), [{ kind: 'groupVanished', group: 'billing' }]);
	});

	it('does not call a group new that the broker which listed it may have had all along', () => {
		const partial = look(undefined, 0, { billing: 'Stable' }, { isComplete: false });
		const whole = look(partial, 15_000, { billing: 'Stable', audit: 'Stable' });
		assert.deepEqual(groupChanges(partial, whole), []);
		assert.deepEqual(groupChanges(whole, look(whole, 30_000, { billing: 'Stable', audit: 'Stable', late: 'Stable' })), [
			{ kind: 'groupAppeared', group: 'late' },
		]);
	});

	it('keeps what no broker told of, and dates a change from when it was last seen', () => {
		const blind = look(first, 15_000, {}, { isComplete: false });
		const after = look(blind, 30_000, { billing: 'Empty', late: 'Stable' });
		const changes = groupChanges(blind, after);
		assert.deepEqual(changes, [
			{ kind: 'groupState', group: 'billing', from: 'Stable', to: 'Empty' },
			{ kind: 'groupAppeared', group: 'late' },
		]);
		assert.equal(groupsSinceMs(blind, changes), 0);
	});
});

const seen = (group: GroupLag): SeenLag => nextSeenLag(undefined, group)!;
const between = (before: Partial<GroupLag>, after: Partial<GroupLag>) => {
	const was = seen(groupLag(before));
	return lagChanges('billing', was, nextSeenLag(was, groupLag(after))!);
};
const lost = (offsets: bigint | null, over: Parameters<typeof partitionLag>[0] = {}) => ({
	partitions: [partitionLag({ lost: offsets, ...over })],
});

describe('changes of how groups read', () => {
	it('counts members', () => {
		assert.deepEqual(between({ members: 3 }, { members: 2 }), [{ kind: 'membersChanged', group: 'billing', from: 3, to: 2 }]);
		assert.deepEqual(between({ members: 3 }, { members: null }), []);
		assert.deepEqual(between({ members: null }, { members: 2 }), []);
	});

	it('tells verdicts, across looks that know none', () => {
		assert.deepEqual(between({ verdict: 'ok' }, { verdict: 'stalled' }), [
			{ kind: 'verdictChanged', group: 'billing', from: 'ok', to: 'stalled' },
		]);
		assert.deepEqual(between({ verdict: 'ok' }, { verdict: 'unknown' }), []);
		const unknown = nextSeenLag(seen(groupLag({ verdict: 'ok' })), groupLag({ verdict: 'unknown' }))!;
		assert.deepEqual(lagChanges('billing', unknown, nextSeenLag(unknown, groupLag({ verdict: 'slow' }))!), [
			{ kind: 'verdictChanged', group: 'billing', from: 'ok', to: 'slow' },
		]);
	});

	it('tells a first verdict when it is bad only', () => {
		assert.deepEqual(between({ verdict: 'learning' }, { verdict: 'stopped' }), [
			{ kind: 'verdictChanged', group: 'billing', from: null, to: 'stopped' },
		]);
		assert.deepEqual(between({ verdict: 'learning' }, { verdict: 'ok' }), []);
	});

	it('counts what is lost since the last look, partition by partition', () => {
		assert.deepEqual(between(lost(5n), lost(12n)), [{ kind: 'dataLost', group: 'billing', topics: ['orders'], offsets: 7n }]);
		assert.deepEqual(between(lost(12n), lost(12n)), []);
		assert.deepEqual(between(lost(12n), lost(0n)), [], 'it went on reading');
		const two = { partitions: [partitionLag({ partition: 1, lost: 5n }), partitionLag({ lost: 3n })] };
		assert.deepEqual(between({ partitions: [partitionLag(), partitionLag({ partition: 1, lost: 1n })] }, two), [
			{ kind: 'dataLost', group: 'billing', topics: ['orders'], offsets: 7n },
		]);
	});

	it('calls nothing lost that was not known before, or that a commit set back', () => {
		assert.deepEqual(between(lost(null), lost(9n)), []);
		assert.deepEqual(between({ partitions: [] }, lost(9n)), []);
		assert.deepEqual(between(lost(0n, { committed: 50n, begin: 40n }), lost(40n, { committed: 0n, begin: 40n })), []);
	});

	it('leaves all as it was while a group cannot be read', () => {
		const before = seen(groupLag({ verdict: 'ok', members: 3 }));
		const failure = new Failure('connection', 'broker 2 is down');
		assert.equal(nextSeenLag(before, groupLag({ failure, members: null, verdict: 'unknown' })), before);
		assert.equal(nextSeenLag(before, groupLag({ asOfMs: 5, verdict: 'unknown' })), before);
	});
});
