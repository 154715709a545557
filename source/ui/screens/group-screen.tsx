/** One group: every partition with lag, age, rate, trend and verdict; and its members. */
import { Text } from 'ink';
import { type ReactNode, useCallback, useMemo } from 'react';
import { groupMemberTable } from '../../columns/group-member-columns.ts';
import { partitionLagTable } from '../../columns/partition-lag-columns.ts';
import { type GroupMember, groupKindText } from '../../model/group.ts';
import type { PartitionLag } from '../../model/lag.ts';
import type { GroupAnswer } from '../../operations/read-groups.ts';
import type { ClusterSession } from '../../state/cluster-session.ts';
import type { TableColumn } from '../components/table-rows.ts';
import { nounColumns } from '../noun-columns.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import type { Theme } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import { groupSummary } from './group-summary.ts';
import { trendBars } from './trend-bars.ts';
import { useGroupChanges } from './use-group-changes.tsx';
import { useList } from './use-list.tsx';
import { PANE_BAR_HEIGHT, usePanes } from './use-panes.tsx';

const partitionColumns = nounColumns(partitionLagTable, {
	topic: [14, 80],
	partition: 4,
	committed: [9, 16],
	end: [9, 16],
	lag: [8, 14],
	behindMs: 8,
	recordsPerSecond: 7,
	verdict: 13,
	member: [12, 48],
	host: [13, 24],
});
const memberColumns = nounColumns(groupMemberTable, {
	memberId: [20, 90],
	clientId: [12, 48],
	host: [13, 24],
	instanceId: [10, 30],
	rack: 9,
	partitions: 10,
});
/** Polls the trend looks back: enough to see a direction in 80 columns, five minutes where there is room. */
const trendWidth = (columns: number): number => (columns < 100 ? 6 : columns < 150 ? 12 : 24);
const partitionId = (p: PartitionLag): string => `${p.topic}/${p.partition}`;
const memberId = (m: GroupMember): string => m.memberId;
const noPartitions: readonly PartitionLag[] = [];
const noMembers: readonly GroupMember[] = [];
const SUMMARY_HEIGHT = 2;

export const GroupScreen = ({ name }: { readonly name: string }): ReactNode => {
	const { session, bodyHeight, size, open, back } = useShell();
	const theme = useTheme();
	const poller = useMemo(() => session.group(name), [session, name]);
	const snapshot = usePoller(poller);
	const answer = snapshot.value;
	const rows = answer?.group.partitions ?? noPartitions;
	const members = answer?.description?.members ?? noMembers;
	const panes = usePanes(
		[
			{ id: 'partitions', title: 'Partitions', count: answer && rows.length },
			{ id: 'members', title: 'Members', count: answer?.description?.members.length },
		],
		size.columns,
	);
	const columns = useMemo(() => withTrend(session, name, trendWidth(size.columns), theme), [session, name, size.columns, theme]);
	const openTopic = useCallback((p: PartitionLag) => open({ kind: 'topic', name: p.topic }), [open]);
	const height = Math.max(2, bodyHeight - PANE_BAR_HEIGHT - (bodyHeight > 8 ? SUMMARY_HEIGHT : 0));
	const reading = answer === undefined ? 'reading the group…' : undefined;
	const partitionList = useList({
		noun: partitionLagTable,
		rows,
		columns,
		idOf: partitionId,
		height,
		empty: reading ?? 'the group has no commits and no partitions',
		open: openTopic,
	});
	const memberList = useList({
		noun: groupMemberTable,
		rows: members,
		columns: memberColumns,
		idOf: memberId,
		height,
		empty: reading ?? (answer?.description === null ? 'the members could not be read' : 'the group has no members'),
	});
	const list = panes.pane === 'partitions' ? partitionList : memberList;
	const { selected, state } = partitionList.table;
	const isOnPartitions = panes.pane === 'partitions';
	const changes = useGroupChanges(
		{
			groups: [name],
			...(isOnPartitions && state.marks.size > 0 && { partitions: partitionList.table.targets }),
			...(isOnPartitions ? { partition: selected } : { member: memberList.table.selected ?? null }),
		},
		back,
	);
	const actions = useMemo(() => [...panes.actions, ...changes.actions], [panes.actions, changes.actions]);
	const summary =
		answer === undefined || bodyHeight <= 8
			? []
			: groupSummary(
					answer.group,
					rows.map(p => session.history.trend(name, p.topic, p.partition)),
					answer.retention,
				);
	return (
		<ScreenFrame
			title={name}
			details={stateDetails(answer)}
			gaps={answer?.gaps}
			snapshot={snapshot}
			list={{ ...list, overlay: changes.overlay ?? list.overlay }}
			actions={actions}
		>
			{panes.bar}
			{list.body}
			{summary.map((pieces, i) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: the lines have fixed places
				<Text key={i} wrap="truncate">
					{paintLine(pieces, size.columns - 1, theme)}
				</Text>
			))}
		</ScreenFrame>
	);
};

/** The trend is history, which a row does not hold: it is drawn beside the noun's own columns. */
const withTrend = (session: ClusterSession, group: string, width: number, theme: Theme): readonly TableColumn<PartitionLag>[] => {
	const trend: TableColumn<PartitionLag> = {
		id: 'trend',
		title: 'TREND',
		minWidth: width,
		priority: 3,
		cell: p =>
			trendBars(
				session.history
					.trend(group, p.topic, p.partition)
					.slice(-width)
					.map(s => (s.lag === null ? undefined : Number(s.lag))),
				theme,
			),
	};
	const at = partitionColumns.findIndex(c => c.id === 'verdict');
	return [...partitionColumns.slice(0, at), trend, ...partitionColumns.slice(at)];
};

const stateDetails = (answer: GroupAnswer | undefined): readonly Piece[] => {
	if (answer === undefined) return [];
	const { group } = answer;
	const members = group.members === null ? '? members' : `${group.members} ${group.members === 1 ? 'member' : 'members'}`;
	return [`${group.state} · ${groupKindText(group.type, group.protocol)} · ${members} · coordinator ${group.coordinator}`];
};
