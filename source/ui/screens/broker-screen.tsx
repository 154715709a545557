/** One broker: what goes down with it, its disks, settings, clients, and the topics it has more of than its share. */
import { Text } from 'ink';
import { type ReactNode, useCallback, useMemo } from 'react';
import { brokerClientTable } from '../../columns/broker-client-columns.ts';
import { logDirTable } from '../../columns/log-dir-columns.ts';
import { lossText } from '../../columns/loss-text.ts';
import { topicLossTable } from '../../columns/topic-loss-columns.ts';
import { topicSpreadTable } from '../../columns/topic-spread-columns.ts';
import type { BrokerClient } from '../../model/broker-client.ts';
import type { BrokerLoss, TopicLoss } from '../../model/broker-loss.ts';
import type { BrokerSummary, LogDirSummary } from '../../model/broker-summary.ts';
import type { MetricRow } from '../../model/cloud/metric-row.ts';
import type { BrokerTopicShare } from '../../model/placement.ts';
import { metricRows } from '../../operations/cloud/metric-rows.ts';
import { nounColumns } from '../noun-columns.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { useMaybePoller, usePoller } from '../shell/use-poller.ts';
import { type Piece, paintLine } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { changedFirst, configList } from './config-list.ts';
import { metricList } from './metric-list.ts';
import { useList } from './use-list.tsx';
import { PANE_BAR_HEIGHT, usePanes } from './use-panes.tsx';

const lossColumns = nounColumns(topicLossTable, {
	topic: [24, 80],
	effect: 16,
	count: 6,
	leaderMoves: 12,
	minInsyncReplicas: 7,
	partitions: [10, 40],
});
const logDirColumns = nounColumns(logDirTable, {
	path: [20, 60],
	totalBytes: 9,
	usableBytes: 9,
	sizeBytes: 9,
	replicas: 8,
	error: [6, 40],
});
const clientColumns = nounColumns(brokerClientTable, { clientId: [16, 50], host: [14, 40], group: [16, 60], partitions: 10 });
const shareColumns = nounColumns(topicSpreadTable, {
	topic: [24, 80],
	partitions: [12, 16],
	leaders: [12, 16],
	skewPercent: 6,
	leaderSkewPercent: 8,
	spreadPercent: 8,
});

const lossId = (l: TopicLoss): string => `${l.topic} ${l.effect}`;
const lossTopic = (l: TopicLoss): string => l.topic;
const dirId = (d: LogDirSummary): string => d.path;
const clientKey = (c: BrokerClient): string => `${c.group} ${c.memberId}`;
const clientText = (c: BrokerClient): string => c.clientId;
const shareId = (s: BrokerTopicShare): string => s.topic;
const none: readonly never[] = [];
type PaneId = 'loss' | 'rack' | 'metrics' | 'dirs' | 'config' | 'clients' | 'skew';
/** The line above the topics that go down. */
const SUMMARY_HEIGHT = 1;

export const BrokerScreen = ({ id }: { readonly id: number }): ReactNode => {
	const { session, bodyHeight, size, open } = useShell();
	const theme = useTheme();
	const poller = useMemo(() => session.broker(id), [session, id]);
	const snapshot = usePoller(poller);
	const answer = snapshot.value;
	const config = useMemo(() => changedFirst(answer?.config ?? none), [answer?.config]);
	const { rackLoss } = answer ?? {};
	const cloud = session.cloud?.broker(id);
	const panes = usePanes<PaneId>(
		[
			{ id: 'loss', title: 'If it goes', count: answer?.loss?.topics.length },
			...(rackLoss ? [{ id: 'rack' as const, title: `If ${rackLoss.rack} goes`, count: rackLoss.loss.topics.length }] : []),
			...(cloud === undefined ? [] : [{ id: 'metrics' as const, title: 'Metrics' }]),
			{ id: 'dirs', title: 'Log dirs', count: answer?.broker.logDirs?.length },
			{ id: 'config', title: 'Config', count: answer?.config?.length },
			{ id: 'clients', title: 'Clients', count: answer?.clients?.length },
			{ id: 'skew', title: 'Skewed', count: answer?.skewed?.length },
		],
		size.columns,
	);
	const height = Math.max(2, bodyHeight - PANE_BAR_HEIGHT);
	const openTopic = useCallback((row: { readonly topic: string }) => open({ kind: 'topic', name: row.topic }), [open]);
	const openGroup = useCallback((client: BrokerClient) => open({ kind: 'group', name: client.group }), [open]);
	const why = (field: string) => answer?.unknown.find(u => u.field === field)?.reason;
	const told = useMaybePoller(cloud, panes.pane === 'metrics');
	const metrics = useMemo(() => (told?.value === undefined ? none : metricRows(told.value)), [told?.value]);
	const metricTools = useMemo(() => metricList(theme), [theme]);
	const openMetric = useCallback((row: MetricRow) => open({ kind: 'metric', name: row.name, broker: id }), [open, id]);
	const reading = answer === undefined ? 'reading the broker…' : undefined;
	// Of a broker that is gone "nothing goes down" would read as if all were well.
	const nothingLost = answer?.broker.isAlive === false ? 'it is gone already: no replica on it is in sync' : 'nothing goes down with it';
	const lossList = {
		noun: topicLossTable,
		columns: lossColumns,
		idOf: lossId,
		copyOf: lossTopic,
		height: Math.max(2, height - SUMMARY_HEIGHT),
		open: openTopic,
	};
	const lists = {
		loss: useList({ ...lossList, rows: answer?.loss?.topics ?? none, empty: reading ?? why('loss') ?? nothingLost }),
		rack: useList({ ...lossList, rows: rackLoss?.loss.topics ?? none, empty: reading ?? 'nothing goes down with it' }),
		dirs: useList({
			noun: logDirTable,
			rows: answer?.broker.logDirs ?? none,
			columns: logDirColumns,
			idOf: dirId,
			height,
			empty: reading ?? answer?.broker.unknown.find(u => u.field === 'logDirs')?.reason ?? 'the broker told no log dir',
		}),
		metrics: useList({
			...metricTools,
			rows: metrics,
			height,
			empty:
				told?.failure !== undefined && told.value === undefined
					? told.failure.message
					: told?.value === undefined
						? 'asking CloudWatch…'
						: 'MSK tells no metrics of this broker',
			open: openMetric,
		}),
		config: useList({
			...configList,
			rows: config,
			height,
			empty: reading ?? why('config') ?? 'the broker told no settings',
		}),
		clients: useList({
			noun: brokerClientTable,
			rows: answer?.clients ?? none,
			columns: clientColumns,
			idOf: clientKey,
			height,
			empty: reading ?? why('clients') ?? 'no group that it coordinates has members; Kafka tells no other clients',
			open: openGroup,
			copyOf: clientText,
		}),
		skew: useList({
			noun: topicSpreadTable,
			rows: answer?.skewed ?? none,
			columns: shareColumns,
			idOf: shareId,
			height,
			empty: reading ?? why('skewed') ?? 'it has no more than its share of any topic',
			open: openTopic,
		}),
	};
	const list = lists[panes.pane];
	const shownLoss = panes.pane === 'loss' ? answer?.loss : panes.pane === 'rack' ? rackLoss?.loss : undefined;
	return (
		<ScreenFrame
			title={`broker ${id}`}
			details={factDetails(answer?.broker)}
			gaps={answer?.gaps}
			snapshot={snapshot}
			list={list}
			actions={panes.actions}
		>
			{panes.bar}
			{(panes.pane === 'loss' || panes.pane === 'rack') && (
				<Text wrap="truncate">{paintLine(['   ', lossPiece(shownLoss)], size.columns, theme)}</Text>
			)}
			{list.body}
		</ScreenFrame>
	);
};

const lossPiece = (loss: BrokerLoss | null | undefined): Piece => {
	if (loss === undefined) return { text: '…', style: 'muted' };
	if (loss === null) return { text: 'what goes down is not known: not all topics can be seen', style: 'muted' };
	return { text: lossText(loss), style: loss.offline > 0 || loss.refusesWrites > 0 ? 'critical' : undefined };
};

const factDetails = (broker: BrokerSummary | undefined): readonly Piece[] => {
	if (broker === undefined) return [];
	if (!broker.isAlive) return [{ text: 'not alive', style: 'critical' }];
	return [
		`${broker.host}:${broker.port}${broker.rack === null ? '' : ` · ${broker.rack}`}`,
		...(broker.isController ? ['controller leader'] : []),
	];
};
