/** The palette over every action and every topic and group; names that are not known yet are read while it is open. */
import { type ReactNode, useMemo } from 'react';
import type { ClusterSession } from '../../state/cluster-session.ts';
import type { Size } from '../components/frame.tsx';
import { Palette, type PaletteEntry } from '../components/palette.tsx';
import { namesNote } from './names-note.ts';
import type { Place } from './places.ts';
import { usePoller } from './use-poller.ts';

/** Palette lines that lead to named things of one kind. */
const entriesOf = (kind: 'topic' | 'group', names: readonly string[], open: (place: Place) => void): readonly PaletteEntry[] =>
	names.map(name => ({ id: `${kind}:${name}`, kind, label: name, run: () => open({ kind, name }) }));

export const ResourcePalette = ({
	session,
	size,
	actions,
	open,
	onClose,
	onRefused,
}: {
	readonly session: ClusterSession;
	readonly size: Size;
	readonly actions: readonly PaletteEntry[];
	readonly open: (place: Place) => void;
	readonly onClose: () => void;
	readonly onRefused: (reason: string) => void;
}): ReactNode => {
	const knownTopics = usePoller(session.topics, session.topics.snapshot().value === undefined);
	const knownGroups = usePoller(session.groups, session.groups.snapshot().value === undefined);
	const topics = knownTopics.value?.rows;
	const groups = knownGroups.value?.rows;
	// Only as far as they are known: asking for them reads the topics once more.
	const looked = usePoller(session.overview, false).value?.brokers;
	const brokers = usePoller(session.brokers, false).value?.brokers ?? looked;
	const entries = useMemo(
		() => [
			...actions,
			...entriesOf('topic', topics?.map(t => t.name) ?? [], open),
			...entriesOf('group', groups?.map(g => g.group) ?? [], open),
			...(brokers ?? []).map(({ id }) => ({
				id: `broker:${id}`,
				kind: 'broker',
				label: `broker ${id}`,
				run: () => open({ kind: 'broker', id }),
			})),
		],
		[actions, topics, groups, brokers, open],
	);
	const note = namesNote({ topics: knownTopics, groups: knownGroups });
	return <Palette size={size} entries={entries} note={note} onClose={onClose} onRefused={onRefused} />;
};
