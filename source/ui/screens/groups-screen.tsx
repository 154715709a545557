/** Consumer groups, worst first: who is behind, by how much, and whether it gets better. */
import { type ReactNode, useCallback, useMemo } from 'react';
import { groupLagTable } from '../../columns/group-columns.ts';
import { type GroupLag, isBehindLimit } from '../../model/lag.ts';
import { nounColumns } from '../noun-columns.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { useGroupChanges } from './use-group-changes.tsx';
import { useList } from './use-list.tsx';

const columns = nounColumns(groupLagTable, {
	group: [18, 80],
	state: [11, 19],
	type: [8, 18],
	members: 7,
	lag: [9, 14],
	// Fixed: a lower bound's sign must not push another column out and back in.
	behindMs: 8,
	verdict: 13,
	lost: [4, 12],
	topics: 6,
	coordinator: 5,
});
const idOf = (group: GroupLag): string => group.group;
const none: readonly GroupLag[] = [];
const byBehind = { columnId: 'behindMs', isDescending: true } as const;

export const GroupsScreen = (): ReactNode => {
	const { session, open, bodyHeight } = useShell();
	const snapshot = usePoller(session.groups);
	const rows = snapshot.value?.rows ?? none;
	const openGroup = useCallback((group: GroupLag) => open({ kind: 'group', name: group.group }), [open]);
	const empty = snapshot.value === undefined ? 'reading groups…' : 'no consumer group is visible';
	const list = useList({ noun: groupLagTable, rows, columns, idOf, height: bodyHeight, empty, initialSort: byBehind, open: openGroup });
	const groups = useMemo(() => list.table.targets.map(idOf), [list.table.targets]);
	const changes = useGroupChanges({ groups });
	return (
		<ScreenFrame
			title="Groups"
			shown={list.table.rows.length}
			total={snapshot.value === undefined ? undefined : list.table.total}
			details={late(rows)}
			gaps={snapshot.value?.gaps}
			snapshot={snapshot}
			list={{ ...list, overlay: changes.overlay ?? list.overlay }}
			actions={changes.actions}
		>
			{list.body}
		</ScreenFrame>
	);
};

/** `2 too far behind`: the limits are the config file's `maxBehind`. */
const late = (groups: readonly GroupLag[]): readonly Piece[] => {
	const count = groups.filter(g => isBehindLimit(g)).length;
	return count === 0 ? [] : [{ text: `${count} too far behind`, style: 'warning' }];
};
