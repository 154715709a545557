/** Changing the cluster from a screen: whether one may, the dialog of a proposed change, and what it came to. */
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { changeText } from '../../columns/change-text.ts';
import type { ChangeOutcome } from '../../operations/apply-change.ts';
import type { ClusterChanges } from '../../operations/cluster-changes.ts';
import { type ChangePlanner, ChangeTalk } from '../../state/changes/change-talk.ts';
import type { WriteLock } from '../../state/write-lock.ts';
import type { Identity, Notice } from '../components/frame-lines.ts';
import { offers } from './offered-actions.ts';

/** What changing a cluster from the screens takes; the composition gives it. */
export type ChangeAccess = {
	readonly writeLock: WriteLock;
	readonly changes: () => Promise<ClusterChanges>;
};

/** What the app offers to screens that change something. */
export type Changing = {
	/** Why nothing may be changed now, in words for a dimmed action; undefined when it may. */
	readonly refusal: string | undefined;
	/**
	 * Shows what a change would do, asks, makes it and tells what came of it, in the one dialog there is. Resolves when the dialog is closed:
	 * with what became of the change, or undefined when it was left alone. Never rejects. One at a time: undefined while another is open.
	 */
	readonly propose: (plan: ChangePlanner, options?: { readonly undoes?: string | undefined }) => Promise<ChangeOutcome | undefined>;
	/** Shows what a change would do and makes nothing; for an editor that tells it while somebody types. */
	readonly preview: ClusterChanges['preview'];
};

export type ChangingState = {
	readonly changing: Changing;
	readonly talk: ChangeTalk | undefined;
	/** How the identity line tells that one may write; undefined where changing is not offered at all. */
	readonly access: Identity['access'] | undefined;
	/** Whether a change was confirmed and is not at its end. */
	readonly isMaking: () => boolean;
};

const READ_ONLY = 'read-only: press w to unlock';
export const LOCKED = 'locked: this cluster stays as it is, by its config file';
const never = (): (() => void) => () => {};

const accessOf = (lock: WriteLock, minutes: number): Identity['access'] => {
	const access = lock.access();
	if (access !== 'open') return { text: access, isWritable: false };
	return { text: Number.isFinite(minutes) ? `writable, ${minutes} min` : 'writable', isWritable: true };
};

/** What a made change says on the last line. */
export const doneText = ({ judgement, id }: ChangeOutcome): string =>
	[changeText(judgement.change), judgement.undo.changes.length > 0 && offers('undo') ? 'u undoes it' : undefined, id]
		.filter(text => text !== undefined && text !== null)
		.join(' · ');

export const useChanging = (given: ChangeAccess | undefined, show: (notice: Notice) => void, onChanged: () => void): ChangingState => {
	const lock = given?.writeLock;
	const minutes = useSyncExternalStore(lock?.subscribe ?? never, lock?.minutesLeft ?? zero);
	const access = useMemo(() => lock && accessOf(lock, minutes), [lock, minutes]);
	const [talk, setTalk] = useState<ChangeTalk>();
	const open = useRef<ChangeTalk>(undefined);
	const changed = useRef(onChanged);
	changed.current = onChanged;

	const before = useRef(minutes);
	useEffect(() => {
		const was = before.current;
		before.current = minutes;
		if (was === 0 && minutes > 0) show({ tone: 'info', text: `changes can be made for ${minutes} min; w locks again` });
		if (was > 0 && minutes === 0) show({ tone: 'info', text: 'read-only again' });
	}, [minutes, show]);

	const propose: Changing['propose'] = useCallback(
		async (plan, options) => {
			if (given === undefined || open.current !== undefined) return undefined;
			const made = new ChangeTalk(given.changes, plan, options?.undoes);
			open.current = made;
			setTalk(made);
			// What went well needs no closing.
			made.subscribe(() => {
				const stage = made.snapshot();
				if (stage.kind !== 'ended') return;
				const { outcome } = stage;
				const isWell = outcome.result === 'unchanged' || (outcome.result === 'applied' && outcome.journalFailure === undefined);
				if (outcome.id !== null) changed.current();
				if (!isWell) return;
				show(
					outcome.result === 'applied'
						? { tone: 'done', text: doneText(outcome) }
						: { tone: 'info', text: 'nothing to change: it is so already' },
				);
				made.close();
			});
			made.start();
			const outcome = await made.ended;
			open.current = undefined;
			setTalk(undefined);
			if (outcome === undefined) show({ tone: 'info', text: 'left alone: nothing was changed' });
			return outcome;
		},
		[given, show],
	);
	const preview: Changing['preview'] = useCallback(
		async (change, options) => {
			if (given === undefined) throw new Error('an effect was asked for where nothing can be changed');
			return (await given.changes()).preview(change, options);
		},
		[given],
	);
	const refusal =
		access === undefined || access.isWritable
			? access === undefined
				? READ_ONLY
				: undefined
			: access.text === 'locked'
				? LOCKED
				: READ_ONLY;
	const changing = useMemo((): Changing => ({ refusal, propose, preview }), [refusal, propose, preview]);
	const isMaking = useCallback(() => open.current?.snapshot().kind === 'making', []);
	return { changing, talk, access, isMaking };
};

const zero = (): number => 0;
