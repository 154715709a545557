/** One change of the journal: before and after, what was told of it, whether it can be put back. */
import { type ReactNode, useMemo } from 'react';
import { changeDetail } from '../../columns/change-detail.ts';
import { Failure } from '../../model/failure.ts';
import type { JournalAnswer, JournalDesk } from '../../state/journal-poller.ts';
import type { Snapshot } from '../../state/poller.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useFrame } from '../shell/shell-context.ts';
import { useTheme } from '../theme-context.ts';
import { detailLines } from './detail-lines.ts';
import { useJournal } from './journal-screen.tsx';
import { useLines } from './use-lines.tsx';
import { useUndo } from './use-undo-selected.ts';

export const ChangeScreen = ({ id }: { readonly id: string }): ReactNode => {
	const { journal } = useFrame();
	if (journal === undefined) throw new Error('a change was drawn where there is no journal');
	return <ChangeEntry id={id} journal={journal} />;
};

const ChangeEntry = ({ id, journal }: { readonly id: string; readonly journal: JournalDesk }): ReactNode => {
	const { size, bodyHeight } = useFrame();
	const theme = useTheme();
	const snapshot = useJournal(journal);
	const entry = snapshot.value?.entries.find(e => e.id === id);
	const actions = useUndo(entry);
	const lines = useMemo(
		() => (entry === undefined ? [] : detailLines(changeDetail(entry), size.columns, theme)),
		[entry, size.columns, theme],
	);
	const list = useLines(lines, bodyHeight, id, id);
	return (
		<ScreenFrame
			title={`Change ${id}`}
			gaps={undefined}
			snapshot={found({ ...snapshot, atMs: undefined }, id, entry !== undefined)}
			list={list}
			actions={actions}
		>
			{list.body}
		</ScreenFrame>
	);
};

/** A journal without this change is no answer. */
const found = (snapshot: Snapshot<JournalAnswer>, id: string, isThere: boolean): Snapshot<JournalAnswer> =>
	snapshot.value === undefined || isThere
		? snapshot
		: { ...snapshot, value: undefined, failure: new Failure('notFound', `The journal does not hold change ${id} any more.`) };
