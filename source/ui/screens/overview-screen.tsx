/** Is it us or Kafka? Health with its evidence, brokers, the groups furthest behind, and what happened since the session began. */
import { type ReactNode, useMemo, useSyncExternalStore } from 'react';
import { brokerTable } from '../../columns/broker-columns.ts';
import { eventText } from '../../columns/event-text.ts';
import { groupLagTable } from '../../columns/group-columns.ts';
import type { BrokerSummary } from '../../model/broker-summary.ts';
import type { ClusterEvent, EventKind } from '../../model/cluster-event.ts';
import type { GroupLag } from '../../model/lag.ts';
import type { Report } from '../../model/report.ts';
import type { Unknown } from '../../model/unknown.ts';
import type { OverviewAnswer } from '../../operations/read-overview.ts';
import type { Snapshot } from '../../state/poller.ts';
import type { TimelineSnapshot } from '../../state/timeline.ts';
import { groupedText } from '../../units/count.ts';
import { countText } from '../../units/plural.ts';
import { clockText } from '../../units/time.ts';
import { type StackedLine, type StackedTable, tableLines } from '../components/stacked-tables.ts';
import { rowUnknowns } from '../noun-columns.ts';
import { explain } from '../shell/gaps-note.ts';
import type { Place } from '../shell/places.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import type { Theme } from '../theme.ts';
import { useTheme } from '../theme-context.ts';
import { controllerDetails } from './brokers-screen.tsx';
import { mskRow } from './overview-cloud.ts';
import { type FactRow, factRows } from './overview-facts.ts';
import { EVIDENCE, healthRows, newestFirst, shownBrokers, topGroups } from './overview-rows.ts';
import { brokerColumns, eventColumns, groupColumns, healthColumns } from './overview-tables.ts';
import { useCloudFacts, useCloudLines } from './use-cloud-metrics.ts';
import { useStack } from './use-stack.tsx';

/** On a terminal of 24 lines what happened must be in sight too. */
const SOME_LINES = 24;
const TOP_GROUPS = { few: 3, many: 5 };
/** Brokers shown where there are few lines, and where there are many. */
const BROKERS = { few: 4, many: 12 };
const MANY_LINES = 34;

/** What a line stands for. */
type Link = {
	readonly place: Place;
	readonly copy: string;
	readonly title: string;
	readonly unknown: readonly (Unknown & { readonly subject: string })[];
};

export const OverviewScreen = (): ReactNode => {
	const { session, size, bodyHeight, open, clock } = useShell();
	const theme = useTheme();
	const snapshot = usePoller(session.overview);
	const groups = usePoller(session.groups);
	const cloud = useCloudFacts();
	const hasRoom = bodyHeight >= SOME_LINES;
	const throughput = usePoller(session.throughput, hasRoom).value;
	const timeline = useSyncExternalStore(session.timeline.subscribe, session.timeline.snapshot);
	const brokers = useCloudLines(snapshot.value?.brokers ?? none).rows;
	const look = useMemo(() => ({ ...snapshot, value: snapshot.value && { ...snapshot.value, brokers } }), [snapshot, brokers]);
	const { lines, links } = useMemo(() => {
		const of = { overview: look.value, throughput, groups: groups.value?.rows, scope: session.known.scope };
		return overviewStack({
			look,
			groups,
			timeline,
			width: size.columns,
			height: bodyHeight,
			theme,
			hasCloud: cloud !== undefined,
			facts: [
				...(hasRoom ? factRows({ ...of, cloud, nowMs: clock.now() }, theme) : []),
				...(cloud === undefined ? [] : [mskRow(cloud)].filter(row => hasRoom || !row.isQuiet)),
			],
		});
	}, [look, groups, timeline, size.columns, bodyHeight, theme, hasRoom, throughput, session, cloud, clock]);
	const gaps = useMemo(() => [...(snapshot.value?.gaps ?? []), ...(groups.value?.gaps ?? [])], [snapshot.value, groups.value]);
	const stack = useStack(lines, bodyHeight, {
		open: id => {
			const place = links.get(id)?.place;
			if (place !== undefined) open(place);
		},
		copyOf: id => links.get(id)?.copy,
	});
	const selected = stack.selectedId === undefined ? undefined : links.get(stack.selectedId);
	const selectedUnknown = useMemo(() => selected && { title: selected.title, explanations: explain(selected.unknown) }, [selected]);
	const first = selected?.unknown[0];
	return (
		<ScreenFrame
			title="Overview"
			gaps={gaps}
			snapshot={snapshot}
			list={{
				details: controllerDetails(snapshot.value?.controller),
				sortPieces: [],
				note: first && `${first.subject}: ${first.needs === null ? first.reason : `needs ${first.needs}`}`,
				selectedUnknown,
				isEmpty: false,
				actions: stack.actions,
				overlay: undefined,
				clear: nothingToClear,
			}}
		>
			{stack.body}
		</ScreenFrame>
	);
};

const none: readonly BrokerSummary[] = [];
const nothingToClear = (): boolean => false;

type Shown = {
	readonly look: Snapshot<OverviewAnswer>;
	readonly groups: Snapshot<Report<GroupLag>>;
	readonly timeline: TimelineSnapshot;
	readonly width: number;
	readonly height: number;
	readonly theme: Theme;
	readonly facts: readonly FactRow[];
	readonly hasCloud: boolean;
};

/** All lines of the screen, and what each stands for. */
const overviewStack = ({ look, groups, timeline, width, height, theme, facts, hasCloud }: Shown) => {
	const overview = look.value;
	const links = new Map<string, Link>();
	const lines: StackedLine[] = [];
	const add = <Row,>(table: StackedTable<Row>, linkOf: (row: Row) => Link): void => {
		for (const row of table.rows) links.set(`${table.id} ${table.idOf(row)}`, linkOf(row));
		lines.push(...tableLines(table, width, theme));
	};
	add(
		{
			id: 'health',
			columns: healthColumns(width, theme),
			rows: [...healthRows({ overview: look, groups }, height >= SOME_LINES ? EVIDENCE.many : EVIDENCE.few), ...facts],
			idOf: r => r.id,
			hasNoHeader: true,
		},
		r =>
			'sign' in r
				? { place: r.place, copy: `${r.id}: ${r.text}`, title: r.id, unknown: r.unknown }
				: {
						place: r.place,
						copy: r.text(100),
						title: r.id.split(' ')[0]!,
						unknown: r.unknown === undefined ? [] : [{ ...r.unknown, subject: r.text(3) }],
					},
	);
	const brokers = shownBrokers(overview?.brokers ?? [], height >= MANY_LINES ? BROKERS.many : BROKERS.few);
	add(
		{
			id: 'broker',
			columns: brokerColumns(width, theme, hasCloud),
			rows: brokers.rows,
			idOf: b => String(b.id),
			note: overview === undefined ? 'reading brokers…' : moreText(brokers.others, 'broker', 'brokers'),
		},
		b => ({
			place: { kind: 'broker', id: b.id },
			copy: b.host ?? String(b.id),
			title: `broker ${b.id}`,
			unknown: rowUnknowns(brokerTable, BROKER_FIELDS, b),
		}),
	);
	const top = topGroups(groups.value?.rows ?? [], height >= SOME_LINES ? TOP_GROUPS.many : TOP_GROUPS.few);
	add(
		{
			id: 'group',
			columns: groupColumns,
			rows: top.rows,
			idOf: g => g.group,
			note: groups.value === undefined ? (groups.failure?.message ?? 'reading groups…') : groupsNote(top.rows.length, top.others),
		},
		g => ({
			place: { kind: 'group', name: g.group },
			copy: g.group,
			title: g.group,
			unknown: rowUnknowns(groupLagTable, GROUP_FIELDS, g),
		}),
	);
	const { events, dropped } = timeline;
	const older = dropped > 0 ? `${groupedText(dropped)} older events are not kept` : undefined;
	add(
		{
			id: 'event',
			columns: eventColumns(width, theme),
			rows: newestFirst(events),
			idOf: e => String(e.id),
			note: events.length === 0 ? 'nothing is watched yet' : older,
		},
		e => ({
			place: eventPlace(e),
			copy: `${clockText(e.sinceMs)}–${clockText(e.seenMs)} ${eventText(e, 100)}`,
			title: 'event',
			unknown: [],
		}),
	);
	return { lines, links };
};

const BROKER_FIELDS = ['cpu', 'in', 'out', 'host', 'rack', 'leaders', 'replicas', 'underReplicated', 'sizeBytes', 'free'];
const GROUP_FIELDS = ['members', 'lag', 'behindMs', 'verdict', 'lost'];

const moreText = (count: number, one: string, many: string): string | undefined =>
	count === 0 ? undefined : `and ${countText(count, one, many)} more`;

const groupsNote = (shown: number, others: number): string | undefined => {
	if (shown === 0 && others <= 1) return others === 0 ? 'no group is visible' : 'the one group is not behind';
	if (shown === 0) return `none of ${groupedText(others)} groups is behind`;
	return others === 0 ? undefined : `${countText(others, 'other group is', 'other groups are')} less behind`;
};

const ABOUT_BROKERS: ReadonlySet<EventKind> = new Set(['brokerGone', 'brokerBack', 'brokerNew', 'brokerUnreachable', 'brokerReachable']);

/** Where an event leads: to the one thing it is about, else to the list of them. */
const eventPlace = ({ kind, brokers, topics, groups }: ClusterEvent): Place => {
	if (groups.count === 1) return { kind: 'group', name: groups.names[0]! };
	if (groups.count > 1) return { kind: 'groups' };
	if (ABOUT_BROKERS.has(kind)) return brokers.length === 1 ? { kind: 'broker', id: brokers[0]! } : { kind: 'brokers' };
	if (kind === 'controllerChanged') return { kind: 'brokers' };
	if (topics.count === 1 && kind !== 'topicDeleted' && kind !== 'topicHidden') return { kind: 'topic', name: topics.names[0]! };
	return { kind: 'topics' };
};
