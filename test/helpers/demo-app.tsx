/** A made-up screen on the real parts: a table of many topics with filter, help, palette and dialog; for tests of the foundation and for its pictures. */
import { Box, Text, useWindowSize } from 'ink';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { ConfirmOverlay } from '../../source/ui/components/confirm-overlay.tsx';
import { Frame } from '../../source/ui/components/frame.tsx';
import { hintsLine, identityLine, noticeLine, tabsLine, titleLine } from '../../source/ui/components/frame-lines.ts';
import { HelpOverlay } from '../../source/ui/components/help-overlay.tsx';
import { Palette, type PaletteEntry, paletteActions } from '../../source/ui/components/palette.tsx';
import { Table } from '../../source/ui/components/table.tsx';
import type { TableColumn } from '../../source/ui/components/table-rows.ts';
import { TextInput, useLineInput } from '../../source/ui/components/text-input.tsx';
import { useNotice } from '../../source/ui/components/use-notice.ts';
import { useTable } from '../../source/ui/components/use-table.ts';
import { type Action, type BoundAction, bindActions } from '../../source/ui/keys/actions.ts';
import { type GlobalContext, globalActions, systemActions, tabTitles } from '../../source/ui/keys/global-actions.ts';
import { listActions } from '../../source/ui/keys/list-actions.ts';
import { useActionsReader, useKeyLayer, useReachableActions } from '../../source/ui/keys/use-keys.ts';
import { frameRegions } from '../../source/ui/layout.ts';
import type { Piece } from '../../source/ui/styled-line.ts';
import { useTerminal } from '../../source/ui/terminal-context.ts';
import { useTheme } from '../../source/ui/theme-context.ts';

/** Is a made-up topic. */
export type DemoTopic = {
	readonly name: string;
	readonly partitions: number;
	readonly inSync: string;
	readonly size: number;
	readonly rate: string;
	readonly retention: string;
	readonly cleanup: string;
	readonly flags: string;
	readonly owner: string;
};

const nouns = ['orders', 'payments', 'invoices', 'shipments', 'customers', 'inventory', 'sessions', 'clicks', 'audit', 'ledger'];
const kinds = ['created', 'updated', 'dlq', 'compact', 'retry', 'events', 'snapshot', 'raw', 'enriched', 'v2'];

/** Makes topics that are the same in every run. */
export const demoTopics = (count: number): DemoTopic[] =>
	Array.from({ length: count }, (_, i) => {
		const random = (Math.imul(i + 1, 2_654_435_761) >>> 0) / 2 ** 32;
		return {
			name: `${nouns[i % 10]}.${kinds[Math.floor(i / 10) % 10]}${i >= 100 ? `.${String(i).padStart(5, '0')}` : ''}`,
			partitions: [1, 3, 6, 12, 24, 48][Math.floor(random * 6)]!,
			inSync: random > 0.95 ? '2/3' : '3',
			size: Math.floor(random * 4000),
			rate: random < 0.1 ? '0' : `${(random * 40).toFixed(1)}k`,
			retention: random > 0.9 ? '∞' : `${1 + Math.floor(random * 30)}d`,
			cleanup: random > 0.8 ? 'compact' : 'delete',
			flags: random > 0.95 ? `URP ${1 + Math.floor(random * 3)}` : random < 0.03 ? 'RF1' : '',
			owner: `team-${nouns[Math.floor(random * 10)]}`,
		};
	});

const columns: readonly TableColumn<DemoTopic>[] = [
	{
		id: 'name',
		title: 'NAME',
		minWidth: 24,
		maxWidth: 60,
		priority: 0,
		cell: t => t.name,
		compare: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
	},
	{
		id: 'partitions',
		title: 'PART',
		minWidth: 5,
		align: 'right',
		priority: 2,
		cell: t => String(t.partitions),
		compare: (a, b) => a.partitions - b.partitions,
		isDescendingFirst: true,
	},
	{
		id: 'isr',
		title: 'ISR',
		minWidth: 3,
		align: 'right',
		priority: 3,
		cell: t => ({ text: t.inSync, style: t.inSync.includes('/') ? 'critical' : undefined }),
	},
	{
		id: 'size',
		title: 'SIZE',
		minWidth: 9,
		align: 'right',
		priority: 1,
		cell: t => (t.size === 0 ? '–' : `${t.size} MiB`),
		compare: (a, b) => a.size - b.size,
		isDescendingFirst: true,
	},
	{ id: 'rate', title: 'MSG/S', minWidth: 6, align: 'right', priority: 4, cell: t => t.rate },
	{ id: 'retention', title: 'RETAIN', minWidth: 6, align: 'right', priority: 5, cell: t => t.retention },
	{ id: 'cleanup', title: 'CLEANUP', minWidth: 7, priority: 6, cell: t => t.cleanup },
	{
		id: 'flags',
		title: 'FLAGS',
		minWidth: 6,
		priority: 2,
		cell: t => ({ text: t.flags, style: t.flags.startsWith('URP') ? 'critical' : 'warning' }),
	},
	{ id: 'owner', title: 'OWNER', minWidth: 14, priority: 9, cell: t => ({ text: t.owner, style: 'muted' }) },
];

const idOf = (topic: DemoTopic): string => topic.name;

type DemoContext = { readonly remove: () => void };

const demoActions: readonly Action<DemoContext>[] = [
	{ id: 'tail', keys: ['t'], label: 'tail', description: 'Tail this topic', changes: false, scope: 'here', hint: 20, run: () => {} },
	{
		id: 'edit',
		keys: ['e'],
		label: 'edit',
		description: 'Edit its configuration',
		changes: true,
		scope: 'here',
		disabledReason: () => 'read-only: press w to unlock',
		run: () => {},
	},
	{
		id: 'delete',
		keys: ['d'],
		label: 'delete',
		description: 'Delete the marked topics',
		changes: true,
		scope: 'here',
		hint: 30,
		run: c => c.remove(),
	},
];

type Overlay = 'help' | 'palette' | 'confirm' | undefined;

const FilterLine = ({
	initial,
	onChange,
	onClose,
	width,
}: {
	initial: string;
	onChange: (text: string) => void;
	onClose: (isKept: boolean) => void;
	width: number;
}): ReactNode => {
	const input = useLineInput(initial, onChange);
	const actions = useMemo(
		() =>
			bindActions<undefined>(
				[
					{
						id: 'filter-keep',
						keys: ['enter'],
						label: 'keep',
						description: 'Keep the filter',
						changes: false,
						scope: 'input',
						run: () => onClose(true),
					},
					{
						id: 'filter-clear',
						keys: ['esc'],
						label: 'clear',
						description: 'Clear the filter',
						changes: false,
						scope: 'input',
						run: () => onClose(false),
					},
				],
				undefined,
			),
		[onClose],
	);
	useKeyLayer(useMemo(() => ({ level: 'input', actions, isModal: true, onInput: input.onInput }), [actions, input.onInput]));
	return <TextInput label=" /" line={input.line} width={width} />;
};

/** Is the made-up program. */
export const DemoApp = ({
	topics,
	renders = () => {},
}: {
	readonly topics: readonly DemoTopic[];
	readonly renders?: () => void;
}): ReactNode => {
	renders();
	const size = useWindowSize();
	const theme = useTheme();
	const terminal = useTerminal();
	const regions = frameRegions(size.columns, size.rows);
	const [overlay, setOverlay] = useState<Overlay>();
	const [isFiltering, setFiltering] = useState(false);
	const [help, setHelp] = useState<readonly BoundAction[]>([]);
	const [tab, setTab] = useState(2);
	const { notice, show } = useNotice();
	const table = useTable({ rows: topics, columns, idOf, width: size.columns, height: regions.body.height });
	const reachable = useReachableActions();
	const readActions = useActionsReader();

	const { moves, setFilter } = table;
	const name = table.selected?.name;
	const list = useMemo(
		() =>
			bindActions(listActions, {
				...moves,
				openFilter: () => setFiltering(true),
				open: () => show({ tone: 'info', text: `would open ${name ?? 'nothing'}` }),
				copy: () => terminal.writeControl('\u001B]52;c;bmFtZQ==\u0007'),
			}),
		[moves, show, name, terminal],
	);
	const here = useMemo(() => bindActions(demoActions, { remove: () => setOverlay('confirm') }), []);
	const global = useMemo(() => {
		const context: GlobalContext = {
			openTab: setTab,
			openPalette: () => setOverlay('palette'),
			openHelp: () => {
				setHelp(readActions());
				setOverlay('help');
			},
			refresh: () => {},
			toggleRefreshing: () => {},
			showHeadlessCommand: () => {},
			openClusters: () => {},
			clustersRefusal: () => undefined,
			showAudit: () => {},
			auditRefusal: () => undefined,
			openJournal: () => {},
			unlockWrites: () => {},
			unlockRefusal: () => 'this context is read-only by its configuration',
			undo: () => {},
			undoRefusal: () => 'nothing was changed yet',
			back: () => setFilter(''),
			quit: () => terminal.exit(),
		};
		return bindActions(globalActions, context);
	}, [setFilter, terminal, readActions]);
	const system = useMemo(() => bindActions(systemActions, { quit: () => terminal.exit() }), [terminal]);
	useKeyLayer(useMemo(() => ({ level: 'system', actions: system }), [system]));
	useKeyLayer(useMemo(() => ({ level: 'screen', actions: [...here, ...list] }), [here, list]));
	useKeyLayer(useMemo(() => ({ level: 'global', actions: global }), [global]));

	const entries = useMemo(
		(): PaletteEntry[] => [
			...paletteActions([...here, ...list, ...global]),
			...topics
				.slice(0, 200)
				.map(topic => ({ id: `topic:${topic.name}`, kind: 'topic', label: topic.name, detail: `${topic.size} MiB`, run: () => {} })),
		],
		[here, list, global, topics],
	);
	const { sort } = table.state;
	const close = useCallback(() => setOverlay(undefined), []);
	const closeFilter = useCallback(
		(isKept: boolean) => {
			setFiltering(false);
			if (!isKept) setFilter('');
		},
		[setFilter],
	);
	return (
		<Frame
			size={size}
			identity={identityLine(
				{
					cluster: 'orders-prod',
					environment: 'prod',
					access: { text: 'read-only', isWritable: false },
					principal: 'iam ops@123456789012',
					region: 'us-east-1',
					critical: 1,
					warnings: 2,
				},
				size.columns,
				theme,
			)}
			tabs={tabsLine(tabTitles.map((title, digit) => ({ title, digit })).slice(1), tab, size.columns, theme)}
			title={titleLine(
				{
					title: 'Topics',
					shown: table.rows.length,
					total: table.total,
					details: [
						table.state.filter && !isFiltering ? { text: `/${table.state.filter}`, style: 'accent' } : '',
						table.state.marks.size > 0 ? { text: `${table.state.marks.size} marked`, style: 'accent' } : '',
					] satisfies Piece[],
					right: sort
						? [{ text: `sort ${sort.columnId} ${sort.isDescending ? theme.signs.sortDown : theme.signs.sortUp}`, style: 'muted' }]
						: [],
				},
				size.columns,
				theme,
			)}
			footer={notice ? noticeLine(notice, size.columns, theme) : hintsLine(reachable, size.columns, theme)}
			overlay={
				overlay === 'help' ? (
					<HelpOverlay size={size} actions={help} onClose={close} />
				) : overlay === 'palette' ? (
					<Palette size={size} entries={entries} onClose={close} onRefused={reason => show({ tone: 'refused', text: reason })} />
				) : overlay === 'confirm' ? (
					<ConfirmOverlay
						size={size}
						title="Delete a topic"
						lines={[
							[{ text: name ?? '', style: 'strong' }, '  24 partitions, 1.2 TiB'],
							['lost       412,003,118 records; they cannot be brought back'],
							[{ text: '▲ billing', style: 'warning' }, '  reads this topic now'],
						]}
						question="Delete it from orders-prod?"
						nameToType={name}
						onCommit={() => {
							close();
							show({ tone: 'done', text: `deleted ${name}` });
						}}
						onCancel={close}
					/>
				) : isFiltering && regions.footer !== undefined ? (
					<Box position="absolute" top={regions.footer} left={0} width={size.columns} height={1}>
						<FilterLine initial={table.state.filter} onChange={setFilter} onClose={closeFilter} width={size.columns - 1} />
						<Text> </Text>
					</Box>
				) : undefined
			}
		>
			<Table table={table} empty="no topic matches; esc clears the filter" />
		</Frame>
	);
};
