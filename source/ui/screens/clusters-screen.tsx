/** The clusters of the config file: which there are, how careful to be with each, and which one is in use. */
import { Box, Text } from 'ink';
import { type ReactNode, useMemo } from 'react';
import { clusterTable } from '../../columns/cluster-columns.ts';
import type { ClusterContext } from '../../model/cluster-context.ts';
import type { TableColumn } from '../components/table-rows.ts';
import { bindActions } from '../keys/actions.ts';
import { clustersActions } from '../keys/screen-actions.ts';
import { nounColumns } from '../noun-columns.ts';
import type { ClustersAccess } from '../shell/clusters-access.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useFrame } from '../shell/shell-context.ts';
import { useClusterSwitch } from '../shell/use-cluster-switch.tsx';
import { usePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { useTheme } from '../theme-context.ts';
import { firstRunLines, homePath } from './first-run-lines.ts';
import { useList } from './use-list.tsx';

const WIDTHS = { name: [16, 40], environment: 7, access: 10, auth: 9, where: [20, 80], current: 9, seenAt: 10, clusterId: 22 } as const;

/** The columns; where one is in use, that counts more than which would be at the next start. */
const columnsFor = (connected: string | undefined): readonly TableColumn<ClusterContext>[] =>
	nounColumns(clusterTable, WIDTHS).map(column =>
		column.id !== 'current'
			? column
			: {
					...column,
					title: 'NOW',
					cell: row => (row.name === connected ? { text: 'in use', style: 'accent' } : column.cell(row)),
				},
	);
const idOf = (context: ClusterContext): string => context.name;
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
	const rows = snapshot.value ?? none;
	const { connect, refusal } = useClusterSwitch(clusters, show);
	const columns = useMemo(() => columnsFor(clusters.connected), [clusters.connected]);
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
	const actions = useMemo(() => bindActions(clustersActions, { add: () => open({ kind: 'newCluster' }) }), [open]);
	const { problem, name } = list.table.selected ?? { problem: null, name: '' };
	const listActions = useMemo(
		() => list.actions.map(a => (a.id === 'open' ? { ...a, label: 'connect', description: 'Connect to the selected cluster' } : a)),
		[list.actions],
	);
	const isFirstRun = snapshot.value?.length === 0;
	return (
		<ScreenFrame
			title="Clusters"
			shown={isFirstRun ? undefined : list.table.rows.length}
			total={snapshot.value === undefined || isFirstRun ? undefined : list.table.total}
			details={details(clusters)}
			gaps={undefined}
			snapshot={snapshot}
			list={{
				...list,
				actions: listActions,
				...(isFirstRun && { sortPieces: [], note: undefined, actions: [] }),
				...(refusal !== undefined && {
					overlay: refusal,
				}),
				...(problem !== null && { note: `${name} cannot be used: ${problem.message.split('\n')[0]}` }),
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

const details = ({ connected, book }: ClustersAccess): readonly Piece[] => [
	...(connected === undefined ? [] : [{ text: `in use: ${connected}`, style: 'accent' } as const]),
	{ text: homePath(book.file), style: 'muted' },
];
