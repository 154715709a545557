import type { ChangeResult, JournalledChange } from '../../source/model/journalled-change.ts';

/** An entry of a journal, of the cluster `C`; without a result it has no end. */
export const journalled = (id: string, result: ChangeResult | null, over: Partial<JournalledChange> = {}): JournalledChange => ({
	phase: 'begun',
	id,
	at: '2026-11-24T10:00:00.000Z',
	who: { osUser: 'ops', principal: null },
	cluster: { id: 'C', name: 'orders-prod' },
	change: { kind: 'deleteGroup', group: 'g' },
	before: {},
	verdict: { kind: 'confirm', reasons: [], asks: 'key' },
	undo: [],
	ended: result === null ? null : { phase: 'ended', id, at: '2026-11-24T10:00:01.000Z', result, after: null, failures: {} },
	...over,
});
