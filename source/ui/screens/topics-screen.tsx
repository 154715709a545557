/** Topics: names at once, settings and sizes as they come. */
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import { topicTable } from '../../columns/topic-columns.ts';
import { type TopicSummary, topicFlags } from '../../model/topic-summary.ts';
import { bindActions } from '../keys/actions.ts';
import { topicsActions } from '../keys/screen-actions.ts';
import { nounColumns } from '../noun-columns.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import { withRates } from './topics-with-rates.ts';
import { useList } from './use-list.tsx';
import { useToRecords } from './use-to-records.ts';
import { useTopicChanges } from './use-topic-changes.tsx';

const columns = nounColumns(topicTable, {
	name: [24, 120],
	partitions: 5,
	replicationFactor: 3,
	isr: 5,
	sizeBytes: 9,
	recordsPerSecond: 6,
	retentionMs: 6,
	retentionBytes: 9,
	cleanupPolicy: [7, 14],
	flags: [12, 24],
});
const idOf = (topic: TopicSummary): string => topic.name;
/** The filter finds flags too: `URP`, `OFFLINE`. */
const textOf = (topic: TopicSummary): string => [topic.name, ...topicFlags(topic).map(f => f.text)].join(' ');
const none: readonly TopicSummary[] = [];
const byName = { columnId: 'name', isDescending: false } as const;

export const TopicsScreen = (): ReactNode => {
	const { session, open, bodyHeight } = useShell();
	const snapshot = usePoller(session.topics);
	const [hasInternal, setInternal] = useState(session.showsInternalTopics);
	const rates = usePoller(session.topicRates).value;
	const summaries = snapshot.value?.rows ?? none;
	const rows = useMemo(() => withRates(summaries, rates, session.known.scope), [summaries, rates, session]);
	const openTopic = useCallback((topic: TopicSummary) => open({ kind: 'topic', name: topic.name }), [open]);
	const actions = useMemo(
		() =>
			bindActions(topicsActions, {
				toggleInternal: () => {
					session.showInternalTopics(!hasInternal);
					setInternal(!hasInternal);
				},
			}),
		[session, hasInternal],
	);
	const empty = snapshot.value === undefined ? 'reading topics…' : 'no topic is visible';
	const list = useList({ noun: topicTable, rows, columns, idOf, textOf, height: bodyHeight, empty, initialSort: byName, open: openTopic });
	const { selected } = list.table;
	const toRecords = useToRecords(selected?.name);
	const { targets } = list.table;
	const names = useMemo(() => targets.map(idOf), [targets]);
	const changes = useTopicChanges(names);
	const allActions = useMemo(() => [...actions, ...toRecords, ...changes.actions], [actions, toRecords, changes.actions]);
	const { rows: ordered, offset, height } = list.table;
	useEffect(() => session.wantRates(summaries, ordered.slice(offset, offset + height)), [session, summaries, ordered, offset, height]);
	return (
		<ScreenFrame
			title="Topics"
			shown={list.table.rows.length}
			total={snapshot.value === undefined ? undefined : list.table.total}
			details={hasInternal ? [{ text: 'with internal', style: 'accent' }] : []}
			gaps={snapshot.value?.gaps}
			snapshot={snapshot}
			list={{ ...list, overlay: changes.overlay ?? list.overlay }}
			actions={allActions}
		>
			{list.body}
		</ScreenFrame>
	);
};
