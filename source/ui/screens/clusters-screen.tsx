/** The clusters of the config file: which there are, how careful to be with each, and which one is in use. */
import { Box, Text } from 'ink';
import { type ReactNode, useMemo } from 'react';
import { clusterTable } from '../../columns/cluster-columns.ts';
import { cloudUnknown } from '../../model/cloud/cloud-unknown.ts';
import type { ClusterContext } from '../../model/cluster-context.ts';
import type { Gap } from '../../model/unknown.ts';
import { mergeClusters } from '../../operations/cloud/merge-clusters.ts';
import type { Discovery } from '../../ports/cluster-book.ts';
import type { Snapshot } from '../../state/poller.ts';
import type { TableColumn } from '../components/table-rows.ts';
import { bindActions } from '../keys/actions.ts';
import { clustersActions } from '../keys/screen-actions.ts';
import { nounColumns } from '../noun-columns.ts';
import type { ClustersAccess } from '../shell/clusters-access.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useFrame } from '../shell/shell-context.ts';
import { useClusterSwitch } from '../shell/use-cluster-switch.tsx';
import { useMaybePoller, usePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { firstRunLines, homePath } from './first-run-lines.ts';
import { useList } from './use-list.tsx';

const MSK_WIDTHS = { state: 9, type: 10, kafkaVersion: 7, brokers: 7 } as const;
const WIDTHS = { name: [16, 40], environment: 7, access: 10, auth: 9, where: [20, 80], current: 9, seenAt: 10, clusterId: 22 } as const;

const { name, ...OTHER_WIDTHS } = WIDTHS;

/** The columns; where one is in use, that counts more than which would be at the next start. */
const columnsFor = (connected: string | undefined, hasMsk: boolean): readonly TableColumn<ClusterContext>[] =>
	nounColumns(clusterTable, hasMsk ? { name, ...MSK_WIDTHS, ...OTHER_WIDTHS } : WIDTHS).map(column =>
		column.id !== 'current'
			? column
			: {
					...column,
					title: 'NOW',
					cell: row => (row.name === connected ? { text: 'in use', style: 'accent' } : column.cell(row)),
				},
	);
const idOf = (context: ClusterContext): string => (context.isOnlyFound ? context.arn! : context.name);
const textOf = ({ name, environment, bootstrap, arn }: ClusterContext): string => [name, environment, arn ?? '', ...bootstrap].join(' ');
const none: readonly ClusterContext[] = [];

export const ClustersScreen = (): ReactNode => {
	const { clusters } = useFrame();
	if (clusters === undefined) throw new Error('the Clusters screen was drawn where there are none');
	return <Clusters clusters={clusters} />;
};

const Clusters = ({ clusters }: { readonly clusters: ClustersAccess }): ReactNode => {
	const { size, bodyHeight, open, show } = useFrame();
	const theme = useTheme();
	const snapshot = usePoller(clusters.contexts);
	const found = useMaybePoller(clusters.discovery);
	const rows = useMemo(() => mergeClusters(snapshot.value ?? none, found?.value), [snapshot.value, found?.value]);
	const gaps = useMemo(() => gapsOf(found), [found]);
	const { connect, refusal } = useClusterSwitch(clusters, show);
	const hasMsk = found?.value !== undefined;
	const columns = useMemo(() => columnsFor(clusters.connected, hasMsk), [clusters.connected, hasMsk]);

	const list = useList({
		noun: clusterTable,
		rows,
		columns,
		idOf,
		textOf,
		height: bodyHeight,
		empty: 'reading the config file…',
		open: connect,
	});
	const actions = useMemo(
		() => bindActions(clustersActions, { add: () => open({ kind: 'newCluster' }), discover: clusters.discover }),
		[open, clusters],
	);
	const { problem, name: selectedName } = list.table.selected ?? { problem: null, name: '' };
	const listActions = useMemo(
		() => list.actions.map(a => (a.id === 'open' ? { ...a, label: 'connect', description: 'Connect to the selected cluster' } : a)),
		[list.actions],
	);
	const isFirstRun = snapshot.value?.length === 0 && rows.length === 0;
	return (
		<ScreenFrame
			title="Clusters"
			shown={isFirstRun ? undefined : list.table.rows.length}
			total={snapshot.value === undefined || isFirstRun ? undefined : list.table.total}
			details={[...details(clusters), ...foundDetails(found)]}
			gaps={gaps}
			snapshot={snapshot}
			list={{
				...list,
				actions: listActions,
				...(isFirstRun && { sortPieces: [], note: undefined, actions: [] }),
				...(refusal !== undefined && {
					overlay: refusal,
				}),
				...(problem !== null && { note: `${selectedName} cannot be used: ${problem.message.split('\n')[0]}` }),
			}}
			actions={actions}
		>
			{isFirstRun ? (
				<Box flexDirection="column">
					{firstRunLines(clusters.book.file, { width: size.columns, height: bodyHeight }, theme).map((line, i) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: the lines have fixed places
						<Text key={i} wrap="truncate">
							{line || ' '}
						</Text>
					))}
				</Box>
			) : (
				list.body
			)}
		</ScreenFrame>
	);
};

/** Where clusters were looked for, and how that went. */
const foundDetails = (found: Snapshot<Discovery> | undefined): readonly Piece[] => {
	if (found === undefined) return [];
	if (found.value === undefined)
		return found.failure === undefined ? [{ text: 'asking MSK…', style: 'muted' }] : [{ text: found.failure.message, style: 'warning' }];
	return [{ text: `${found.value.clusters.length} on MSK in ${found.value.regions.join(', ')}`, style: 'muted' }];
};

const gapsOf = (found: Snapshot<Discovery> | undefined): readonly Gap[] | undefined => {
	if (found === undefined) return undefined;
	const failed =
		found.value === undefined && found.failure !== undefined ? [{ region: 'MSK', failure: found.failure }] : found.value?.failures;
	return failed?.map(({ region, failure }) => ({ path: region, failure, ...cloudUnknown(failure) }));
};

const details = ({ connected, book }: ClustersAccess): readonly Piece[] => [
	...(connected === undefined ? [] : [{ text: `in use: ${connected}`, style: 'accent' } as const]),
	{ text: homePath(book.file), style: 'muted' },
];
