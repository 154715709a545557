/** The frame of a screen: the app's fixed lines around what the screen shows. */
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Failure } from '../../model/failure.ts';
import type { Gap } from '../../model/unknown.ts';
import type { Snapshot } from '../../state/poller.ts';
import { Frame } from '../components/frame.tsx';
import type { Notice } from '../components/frame-lines.ts';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { screenActions } from '../keys/screen-actions.ts';
import { useKeyLayer, useReachableActions } from '../keys/use-keys.ts';
import type { Piece } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { FailureBody } from './failure-body.tsx';
import { fittedTitle } from './fitted-title.ts';
import { footerLine } from './footer-line.ts';
import { freshnessPieces } from './freshness.ts';
import { type Explanation, explain, gapsNote } from './gaps-note.ts';
import { useFrame } from './shell-context.ts';
import { useShellOverlay } from './shell-overlay.ts';
import { useIsOld } from './use-poller.ts';
import { WhyOverlay, type WhySection } from './why-overlay.tsx';

/** What a screen's list says about itself and its selected row. */
export type ListFacts = {
	readonly details: readonly Piece[];
	readonly sortPieces: readonly Piece[];
	/** Why a shown value of the selected row is unknown, in a few words. */
	readonly note: string | undefined;
	/** All that is unknown of the selected row. */
	readonly selectedUnknown: { readonly title: string; readonly explanations: readonly Explanation[] } | undefined;
	readonly isEmpty: boolean;
	readonly actions: readonly BoundAction[];
	readonly overlay: ReactNode | undefined;
	readonly clear: () => boolean;
};

/** Draws a screen around its list. Where nothing could be read at all the reason stands in place of the body. */
export const ScreenFrame = ({
	title,
	shown,
	total,
	details = [],
	gaps,
	snapshot,
	oldMs,
	list,
	actions = [],
	children,
}: {
	readonly title: string;
	readonly shown?: number | undefined;
	readonly total?: number | undefined;
	readonly details?: readonly Piece[];
	/** What could not be read though it was asked for. */
	readonly gaps: readonly Gap[] | undefined;
	readonly snapshot: Snapshot<unknown>;
	/** From when on an answer is overdue; absent: as for what is read from Kafka. */
	readonly oldMs?: number;
	readonly list: ListFacts;
	/** Those of the screen besides its list's. */
	readonly actions?: readonly BoundAction[];
	readonly children: ReactNode;
}): ReactNode => {
	const { size, identity, tabs, notice, back, clock } = useFrame();
	const theme = useTheme();
	const reachable = useReachableActions();
	const above = useShellOverlay();
	const [explaining, setExplaining] = useState<readonly WhySection[]>();
	const isOld = useIsOld(snapshot.atMs, clock, oldMs);
	const failed = snapshot.value === undefined ? undefined : snapshot.failure;
	const sections = useMemo(() => whySections(failed, list.selectedUnknown, gaps), [failed, list.selectedUnknown, gaps]);
	const { clear } = list;
	const own = useMemo(
		() => bindActions(screenActions, { explain: sections.length === 0 ? undefined : () => setExplaining(sections), clear, back }),
		[sections, clear, back],
	);
	useKeyLayer(useMemo(() => ({ level: 'screen', actions: [...actions, ...list.actions, ...own] }), [actions, list.actions, own]));
	const closeWhy = useCallback(() => setExplaining(undefined), []);
	const failure = snapshot.value === undefined ? snapshot.failure : undefined;
	// A doubt is explained, but nothing that was asked for is missing: the same as in the exit code of the commands.
	const isIncomplete = gaps?.some(g => g.isDoubt !== true) ?? false;
	const alerts: readonly Piece[] = [
		...(isIncomplete ? [{ text: `${theme.signs.warning} incomplete`, style: 'warning' } as const] : []),
		...freshnessPieces(snapshot, isOld),
	];
	return (
		<Frame
			size={size}
			identity={identity}
			tabs={tabs}
			title={fittedTitle(
				{ title, shown, total, details: [...details, ...list.details], alerts, sort: list.sortPieces },
				size.columns,
				theme,
			)}
			footer={footerLine({ notice, note: noteOf(snapshot, list, gaps), actions: reachable }, size.columns, theme)}
			overlay={above ?? (explaining === undefined ? list.overlay : <WhyOverlay sections={explaining} onClose={closeWhy} />)}
		>
			{failure === undefined ? children : <FailureBody failure={failure} isPaused={snapshot.isPaused} />}
		</Frame>
	);
};

/** What stands on the last line as long as it is so: the reason of a failed refresh while old rows stay, of an unknown cell, of an empty list. */
const noteOf = (snapshot: Snapshot<unknown>, list: ListFacts, gaps: readonly Gap[] | undefined): Notice | undefined => {
	if (snapshot.value !== undefined && snapshot.failure !== undefined) return { tone: 'failed', text: snapshot.failure.message };
	const text = list.note ?? (list.isEmpty ? gapsNote(gaps) : undefined);
	return text === undefined ? undefined : { tone: 'info', text };
};

const whySections = (
	failed: Failure | undefined,
	selected: ListFacts['selectedUnknown'],
	gaps: readonly Gap[] | undefined,
): readonly WhySection[] => [
	...(failed === undefined ? [] : [failedSection(failed)]),
	...(selected === undefined || selected.explanations.length === 0 ? [] : [selected]),
	...(gaps === undefined || gaps.length === 0
		? []
		: [{ title: 'Could not be read', explanations: explain(gaps.map(gap => ({ ...gap, subject: subjectOf(gap) }))) }]),
];

/** Why what is shown is not of now: the whole sentence, of which the last line has room for the beginning only, and what to do. */
const failedSection = ({ message, nextSteps, needs }: Failure): WhySection => ({
	title: 'The last refresh failed; what is shown is older',
	explanations: [
		{ subjects: [], reason: message, needs: needs === undefined ? null : needs.action },
		...nextSteps.map(step => ({ subjects: [], reason: `→ ${step}`, needs: null })),
	],
});

/** `groups.billing.partitions` as a person says it: `billing, partitions`. */
const subjectOf = ({ path }: Gap): string => {
	const [noun = '', ...rest] = path.split('.');
	if (rest.length === 0) return noun;
	return `${noun === 'brokers' ? 'broker ' : ''}${rest.join('.')}`.replace(/\.(partitions|config|sizeBytes|logDirs)$/, ', $1');
};
