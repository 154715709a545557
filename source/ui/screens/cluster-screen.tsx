/** Cluster: what MSK tells of it – state, version, size, configuration, logs – and what was done to it. */
import { type ReactNode, useMemo } from 'react';
import { type CloudFact, cloudFacts } from '../../columns/cloud-facts.ts';
import { operationTable } from '../../columns/operation-columns.ts';
import type { CloudOperation } from '../../model/cloud/cloud-parts.ts';
import { cloudUnknown } from '../../model/cloud/cloud-unknown.ts';
import type { CloudClusterAnswer } from '../../operations/cloud/read-cloud-cluster.ts';
import { type StackedLine, tableLines } from '../components/stacked-tables.ts';
import type { TableColumn } from '../components/table-rows.ts';
import { nounColumns } from '../noun-columns.ts';
import { CloudAbsent } from '../shell/cloud-absent.tsx';
import { explain } from '../shell/gaps-note.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { CLOUD_OLD_MS, useMaybePoller } from '../shell/use-poller.ts';
import type { Theme } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import { useStack } from './use-stack.tsx';

const FACTS: readonly TableColumn<CloudFact>[] = [
	{ id: 'id', title: '', minWidth: 14, priority: 0, cell: f => ({ text: f.id, style: 'strong' }) },
	{ id: 'text', title: '', minWidth: 20, maxWidth: 400, priority: 0, cell: f => ({ text: f.text, style: f.severity }) },
];
const OPERATIONS = nounColumns(operationTable, { type: [24, 50], state: [16, 30], started: 16, took: 7 });
const factId = (f: CloudFact): string => f.id;
const operationId = (o: CloudOperation): string => o.arn;
type Stack = { readonly lines: readonly StackedLine[]; readonly facts: ReadonlyMap<string, CloudFact> };
const EMPTY: Stack = { lines: [], facts: new Map() };

export const ClusterScreen = (): ReactNode => {
	const { session, size, bodyHeight, show } = useShell();
	const theme = useTheme();
	const snapshot = useMaybePoller(session.cloud?.cluster);
	const answer = snapshot?.value;
	const { lines, facts } = useMemo(
		() => (answer === undefined ? EMPTY : clusterStack(answer, snapshot?.atMs ?? 0, size.columns, theme)),
		[answer, snapshot?.atMs, size.columns, theme],
	);
	const stack = useStack(lines, bodyHeight, {
		open: id => {
			const fact = facts.get(id);
			if (fact !== undefined) show({ tone: 'info', text: fact.text });
		},
		copyOf: id => facts.get(id)?.text ?? id.slice(id.indexOf(' ') + 1),
	});
	if (snapshot === undefined) return <CloudAbsent title="Cluster" />;
	const selected = stack.selectedId === undefined ? undefined : facts.get(stack.selectedId);
	const unknown = selected?.unknown;
	return (
		<ScreenFrame
			title="Cluster"
			details={answer === undefined ? [{ text: 'asking MSK…', style: 'muted' }] : [answer.description.name, answer.description.region]}
			gaps={answer?.gaps}
			snapshot={snapshot}
			oldMs={CLOUD_OLD_MS}
			list={{
				...{ details: [], sortPieces: [], isEmpty: false, overlay: undefined, actions: stack.actions },
				note: selected && unknown && `${selected.id}: ${unknown.needs === null ? unknown.reason : `needs ${unknown.needs}`}`,
				selectedUnknown: selected && {
					title: selected.id,
					// The line in full, which the screen may have cut.
					explanations: [
						{ subjects: [], reason: selected.text, needs: null },
						...(unknown === undefined ? [] : explain([{ ...unknown, subject: '?' }])),
					],
				},
				clear: () => false,
			}}
		>
			{stack.body}
		</ScreenFrame>
	);
};

const clusterStack = (answer: CloudClusterAnswer, atMs: number, width: number, theme: Theme): Stack => {
	const rows = cloudFacts(answer, atMs);
	const { operations } = answer;
	const lines: readonly StackedLine[] = [
		...tableLines({ id: 'fact', columns: FACTS, rows, idOf: factId, hasNoHeader: true }, width, theme),
		{ id: undefined, paint: () => ' ' },
		...tableLines(
			{
				...{ id: 'operation', columns: OPERATIONS, rows: operations.ok ? operations.value : [], idOf: operationId },
				note: operations.ok
					? operations.value.length === 0
						? 'MSK has done nothing to it yet'
						: undefined
					: `operations ?: ${cloudUnknown(operations.failure).needs ?? operations.failure.message}`,
			},
			width,
			theme,
		),
	];
	return { lines, facts: new Map(rows.map((row): [string, CloudFact] => [`fact ${row.id}`, row])) };
};
