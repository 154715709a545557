/** One topic: partitions, settings with where they come from, and the groups that read it. */
import { type ReactNode, useCallback, useMemo } from 'react';
import { partitionTable } from '../../columns/partition-columns.ts';
import { topicGroupTable } from '../../columns/topic-group-columns.ts';
import type { ConfigEntry } from '../../model/topic.ts';
import { type PartitionDetail, type TopicGroup, topicFlags } from '../../model/topic-summary.ts';
import type { TopicAnswer } from '../../operations/read-topic.ts';
import { nounColumns } from '../noun-columns.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { changedFirst, configList } from './config-list.ts';
import { useList } from './use-list.tsx';
import { PANE_BAR_HEIGHT, usePanes } from './use-panes.tsx';
import { useToRecords } from './use-to-records.ts';
import { useTopicChanges } from './use-topic-changes.tsx';

const partitionColumns = nounColumns(partitionTable, {
	partition: 5,
	leader: 6,
	replicas: [8, 30],
	isr: [8, 30],
	offlineReplicas: [7, 20],
	beginOffset: [9, 18],
	endOffset: [9, 18],
	records: [9, 18],
	sizeBytes: 9,
	preferred: 9,
});
const groupColumns = nounColumns(topicGroupTable, { group: [24, 80], lag: [12, 18] });

const partitionId = (p: PartitionDetail): string => String(p.partition);
const groupId = (g: TopicGroup): string => g.group;
const byLag = { columnId: 'lag', isDescending: true } as const;
const noPartitions: readonly PartitionDetail[] = [];
const noConfig: readonly ConfigEntry[] = [];
const noGroups: readonly TopicGroup[] = [];

export const TopicScreen = ({ name }: { readonly name: string }): ReactNode => {
	const { session, bodyHeight, size, open, back } = useShell();
	const poller = useMemo(() => session.topic(name), [session, name]);
	const snapshot = usePoller(poller);
	const topic = snapshot.value?.topic;
	const config = useMemo(() => changedFirst(topic?.config ?? noConfig), [topic?.config]);
	const panes = usePanes(
		[
			{ id: 'partitions', title: 'Partitions', count: topic?.partitions.length },
			{ id: 'config', title: 'Config', count: topic?.config?.length },
			{ id: 'consumers', title: 'Consumers', count: topic?.groups?.length },
		],
		size.columns,
	);
	const height = Math.max(2, bodyHeight - PANE_BAR_HEIGHT);
	const openGroup = useCallback((group: TopicGroup) => open({ kind: 'group', name: group.group }), [open]);
	const why = (field: string) => topic?.unknown.find(u => u.field === field)?.reason;
	const reading = topic === undefined ? 'reading the topic…' : undefined;
	const lists = {
		partitions: useList({
			noun: partitionTable,
			rows: topic?.partitions ?? noPartitions,
			columns: partitionColumns,
			idOf: partitionId,
			height,
			empty: reading ?? 'the topic has no partitions',
		}),
		config: useList({
			...configList,
			rows: config,
			height,
			empty: reading ?? why('config') ?? (topic?.config === undefined ? 'reading the settings…' : 'the topic has no settings'),
		}),
		consumers: useList({
			noun: topicGroupTable,
			rows: topic?.groups ?? noGroups,
			columns: groupColumns,
			idOf: groupId,
			height,
			empty:
				reading ??
				why('groups') ??
				(topic?.groups === undefined ? 'reading the groups…' : 'no group has committed offsets here or subscribes to it'),
			initialSort: byLag,
			open: openGroup,
		}),
	};
	const list = lists[panes.pane];
	const toRecords = useToRecords(name);
	const names = useMemo(() => [name], [name]);
	const setting = panes.pane === 'config' ? lists.config.table.selected?.name : undefined;
	const changes = useTopicChanges(names, { setting, onDeleted: back });
	const actions = useMemo(() => [...panes.actions, ...toRecords, ...changes.actions], [panes.actions, toRecords, changes.actions]);
	return (
		<ScreenFrame
			title={name}
			details={factDetails(snapshot.value)}
			gaps={snapshot.value?.gaps}
			snapshot={snapshot}
			list={{ ...list, overlay: changes.overlay ?? list.overlay }}
			actions={actions}
		>
			{panes.bar}
			{list.body}
		</ScreenFrame>
	);
};

const factDetails = (answer: TopicAnswer | undefined): readonly Piece[] => {
	if (answer === undefined) return [];
	const { summary } = answer.topic;
	return [
		`${summary.partitions} ${summary.partitions === 1 ? 'partition' : 'partitions'} · RF ${summary.replicationFactor}`,
		...topicFlags(summary).map((flag): Piece => ({ text: flag.text, style: flag.severity })),
	];
};
