/** Audit: what best practices object to, what could not be assessed, and what is fine. */
import { type ReactNode, useCallback, useMemo } from 'react';
import { auditTable } from '../../columns/audit-columns.ts';
import { assumedTypeText } from '../../columns/audit-text.ts';
import { AUDIT_SEVERITIES, type AuditResult, summarise } from '../../model/audit-result.ts';
import { nounColumns } from '../noun-columns.ts';
import { auditFilterText } from '../shell/audit-filter.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import { useList } from './use-list.tsx';
import { useMute } from './use-mute.tsx';
import { PANE_BAR_HEIGHT, type Pane, usePanes } from './use-panes.tsx';

type PaneId = 'finding' | 'notAssessed' | 'pass' | 'notApplicable';

const WIDTHS = { severity: 10, id: 7, evidence: [44, 90], title: [24, 60], area: 13 } as const;
const REST_WIDTHS = { id: 7, title: [24, 60], evidence: [26, 90], area: 13 } as const;
const findingColumns = nounColumns(auditTable, WIDTHS);
const restColumns = nounColumns(auditTable, REST_WIDTHS);
const none: readonly AuditResult[] = [];

/** What tells one result from the others of a run, and finds it again in the next one. */
export const resultKey = (r: AuditResult): string =>
	[r.id, r.status, r.severity, r.confidence, r.mute === null ? '' : 'accepted', r.missing?.reason ?? ''].join(' ');

export const AuditScreen = (): ReactNode => {
	const { session, bodyHeight, open, size } = useShell();
	const snapshot = usePoller(session.audit);
	const results = snapshot.value?.results ?? none;
	const byStatus = useMemo(() => Map.groupBy(results, r => r.status), [results]);
	const count = (status: PaneId): number | undefined => (snapshot.value === undefined ? undefined : (byStatus.get(status)?.length ?? 0));
	const titles: readonly Pane<PaneId>[] = [
		{ id: 'finding', title: 'Findings', count: count('finding') },
		{ id: 'notAssessed', title: 'Not assessed', count: count('notAssessed') },
		{ id: 'pass', title: 'Pass', count: count('pass') },
		{ id: 'notApplicable', title: 'Not applicable', count: count('notApplicable') },
	];
	const panes = usePanes(titles, size.columns);
	const openResult = useCallback((r: AuditResult) => open({ kind: 'finding', id: resultKey(r) }), [open]);
	const list = useList({
		noun: auditTable,
		rows: byStatus.get(panes.pane) ?? none,
		columns: panes.pane === 'finding' ? findingColumns : restColumns,
		idOf: resultKey,
		textOf: auditFilterText,
		height: bodyHeight - PANE_BAR_HEIGHT,
		empty: snapshot.value === undefined ? 'auditing…' : EMPTY[panes.pane],
		open: openResult,
		copyOf: r => r.fix.join('\n') || `${r.id} ${r.title}`,
	});
	const muting = useMute(list.table.selected);
	return (
		<ScreenFrame
			title="Audit"
			shown={list.table.rows.length}
			total={snapshot.value === undefined ? undefined : list.table.total}
			details={details(results)}
			gaps={undefined}
			snapshot={{ ...snapshot, atMs: undefined }}
			list={{ ...list, overlay: muting.overlay ?? list.overlay, selectedUnknown: undefined, note: noteOf(list.table.selected, results) }}
			actions={[...panes.actions, ...muting.actions]}
		>
			{panes.bar}
			{list.body}
		</ScreenFrame>
	);
};

const EMPTY: Readonly<Record<PaneId, string>> = {
	finding: 'nothing was found; see what could not be assessed (tab)',
	notAssessed: 'everything could be assessed',
	pass: 'no rule passes',
	notApplicable: 'every rule applies',
};

const noteOf = (selected: AuditResult | undefined, results: readonly AuditResult[]): string | undefined => {
	if (selected === undefined) return assumedTypeText(results);
	if (selected.status === 'notAssessed') return selected.missing?.needs == null ? undefined : `needs ${selected.missing.needs}`;
	return undefined;
};

/** `2 critical  3 high`; what is not known stands in the line of panes. */
const details = (results: readonly AuditResult[]): readonly Piece[] => {
	if (results.length === 0) return [];
	const counts = summarise(results);
	const found = AUDIT_SEVERITIES.filter(s => counts[s] > 0).map(
		(s): Piece => ({
			text: `${counts[s]} ${s}`,
			style: s === 'critical' || s === 'high' ? 'critical' : s === 'medium' ? 'warning' : undefined,
		}),
	);
	return [
		...(found.length === 0 ? ['no findings'] : found),
		...(counts.muted > 0 ? [{ text: `${counts.muted} accepted`, style: 'muted' } as const] : []),
	];
};
