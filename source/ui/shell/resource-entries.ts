/** Palette lines of every topic and group that is known. */
import type { ClusterSession } from '../../state/cluster-session.ts';
import type { PaletteEntry } from '../components/palette.tsx';
import type { Place } from './places.ts';

export const resourceEntries = (session: ClusterSession, open: (place: Place) => void): readonly PaletteEntry[] => [
	...(session.topics.snapshot().value?.rows ?? []).map(topic => ({
		id: `topic:${topic.name}`,
		kind: 'topic',
		label: topic.name,
		run: () => open({ kind: 'topic', name: topic.name }),
	})),
	...(session.groups.snapshot().value?.rows ?? []).map(({ group }) => ({
		id: `group:${group}`,
		kind: 'group',
		label: group,
		run: () => open({ kind: 'group', name: group }),
	})),
];
