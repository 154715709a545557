/** Whether a journalled change can be put back, and by what. Pure. */
import type { Change } from './change.ts';
import type { ChangeEnded, JournalledChange } from './journalled-change.ts';

/** `doneBy` are the ids of the changes that put it back. */
export type Undoing =
	| { readonly kind: 'possible'; readonly changes: readonly Change[] }
	| { readonly kind: 'done'; readonly doneBy: readonly string[] }
	| { readonly kind: 'notMade' | 'impossible' };

/** A change of the journal with what can be done about it. */
export type JournalEntry = JournalledChange & { readonly undoing: Undoing };

/** Entries of a whole journal, in its order. */
export const journalEntries = (journal: readonly JournalledChange[]): readonly JournalEntry[] => {
	const undone = Map.groupBy(
		journal.filter(c => c.undoes !== undefined && c.ended?.result === 'applied'),
		c => c.undoes!,
	);
	return journal.map(change => ({ ...change, undoing: undoingOf(change, undone.get(change.id) ?? []) }));
};

/** The cluster one is on: Kafka's id of it, as far as it was told, and the name it is called by. */
export type Here = { readonly id: string | null | undefined; readonly name: string };

/** Whether something was done to this cluster; as long as it has not told its id, its name counts. */
export const isMadeOn = (cluster: { readonly id: string | null; readonly name: string }, here: Here): boolean =>
	here.id == null ? cluster.name === here.name : cluster.id === here.id;

/** The newest change that was made and not put back since, and is no undo itself; `entries` come newest first. */
export const lastChange = (entries: readonly JournalEntry[]): JournalEntry | undefined =>
	entries.find(e => e.undoes === undefined && e.undoing.kind !== 'notMade' && e.undoing.kind !== 'done');

const undoingOf = ({ undo, ended }: JournalledChange, undone: readonly JournalledChange[]): Undoing => {
	if (ended?.result === 'notApplied') return { kind: 'notMade' };
	if (undo.length === 0) return { kind: 'impossible' };
	if (undone.length >= undo.length) return { kind: 'done', doneBy: undone.map(c => c.id) };
	return { kind: 'possible', changes: undo.map(change => ofThatTopic(change, ended)) };
};

/** What was created is deleted again only while it is that topic: somebody may have made another one of the name. */
const ofThatTopic = (change: Change, ended: ChangeEnded | null): Change => {
	if (change.kind !== 'deleteTopic') return change;
	const after = ended?.after as { readonly [topic: string]: { readonly topicId?: unknown } | null | undefined } | null | undefined;
	const topicId = after?.[change.topic]?.topicId;
	return typeof topicId === 'string' ? { ...change, topicId } : change;
};
