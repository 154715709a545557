import { groupKindText, isRebalancing } from '../model/group.ts';
import { type GroupLag, unreadPartition } from '../model/lag.ts';
import type { UnknownField } from '../model/unknown.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { clockText, isoText } from '../units/time.ts';
import { byValue, cellOf, groupedCell, lowerBound, notApplicableCell, textCell } from './cells.ts';
import type { Cell, Column, NounTable } from './column.ts';
import { rowJson } from './column.ts';
import { behindCell, behindJson, lagUnknowns, learningJson, verdictCell, verdictRank } from './lag-cells.ts';
import { partitionLagTable } from './partition-lag-columns.ts';

/** The state; where the values are of an earlier look, since when instead. */
const stateCell = (group: GroupLag): Cell =>
	group.asOfMs !== undefined
		? textCell(`as of ${clockText(group.asOfMs).slice(0, 5)}`, 'warning')
		: textCell(
				group.state,
				isRebalancing(group.state) ? 'warning' : group.state === 'Empty' || group.state === 'Dead' ? 'muted' : undefined,
			);

/** A sum or a maximum over the partitions that could be read is a lower bound while others could not. */
const atLeastWhenPartial = (group: GroupLag, cell: Cell): Cell =>
	cell.state === undefined && unreadPartition(group) !== undefined ? lowerBound(cell) : cell;

/** A lower bound is no value for a script: null, with the bound in its reason. */
const wholeOnly = <T>(group: GroupLag, value: T | null): T | null => (unreadPartition(group) === undefined ? value : null);

const name: Column<GroupLag> = {
	id: 'group',
	title: 'GROUP',
	align: 'left',
	priority: 0,
	cell: g => textCell(g.group),
	compare: byValue(g => g.group),
	json: g => g.group,
};
const state: Column<GroupLag> = {
	id: 'state',
	title: 'STATE',
	align: 'left',
	priority: 2,
	cell: stateCell,
	compare: byValue(g => g.state),
	json: g => g.state,
};
const type: Column<GroupLag> = {
	id: 'type',
	title: 'TYPE',
	align: 'left',
	priority: 3,
	cell: g => textCell(groupKindText(g.type, g.protocol)),
	compare: byValue(g => groupKindText(g.type, g.protocol)),
	json: g => g.type,
};
const members: Column<GroupLag> = {
	id: 'members',
	title: 'MEMBERS',
	align: 'right',
	priority: 3,
	cell: g => groupedCell(g.members),
	compare: byValue(g => g.members),
	json: g => g.members,
};
const topics: Column<GroupLag> = {
	id: 'topics',
	title: 'TOPICS',
	align: 'right',
	priority: 4,
	cell: g => groupedCell(g.topics.length),
	compare: byValue(g => g.topics.length),
	json: g => g.topics,
};
const lag: Column<GroupLag> = {
	id: 'lag',
	title: 'LAG',
	align: 'right',
	priority: 0,
	cell: g => atLeastWhenPartial(g, groupedCell(g.lag)),
	compare: byValue(g => g.lag),
	json: g => wholeOnly(g, g.lag),
};
const coordinator: Column<GroupLag> = {
	id: 'coordinator',
	title: 'COORD',
	align: 'right',
	priority: 6,
	cell: g => textCell(String(g.coordinator)),
	compare: byValue(g => g.coordinator),
	json: g => g.coordinator,
};
const behindMs: Column<GroupLag> = {
	id: 'behindMs',
	title: 'BEHIND',
	unit: 'milliseconds',
	align: 'right',
	priority: 0,
	cell: g => atLeastWhenPartial(g, behindCell(g)),
	compare: byValue(g => g.behindMs),
	json: g => wholeOnly(g, behindJson(g)),
};
const behindMethod: Column<GroupLag> = {
	id: 'behindMethod',
	title: 'HOW',
	align: 'left',
	priority: 7,
	cell: g => (g.behindMethod === null ? notApplicableCell : textCell(g.behindMethod, 'muted')),
	compare: byValue(g => g.behindMethod),
	json: g => wholeOnly(g, g.behindMethod),
};
const lost: Column<GroupLag> = {
	id: 'lost',
	title: 'LOST',
	align: 'right',
	priority: 3,
	cell: g =>
		atLeastWhenPartial(
			g,
			cellOf(g.lost, n => (n > 0n ? { ...groupedCell(n), severity: 'critical' } : textCell('0'))),
		),
	compare: byValue(g => g.lost),
	json: g => wholeOnly(g, g.lost),
};
const verdict: Column<GroupLag> = {
	id: 'verdict',
	title: 'VERDICT',
	align: 'left',
	priority: 1,
	cell: verdictCell,
	compare: byValue(verdictRank),
	json: g => g.verdict,
};

/** Figures of a group that are lower bounds while a partition could not be read, and what is known of each. */
const BOUNDED: readonly { readonly field: string; readonly known: (group: GroupLag) => string | undefined }[] = [
	{ field: 'lag', known: g => (g.lag === null ? undefined : groupedText(g.lag)) },
	{ field: 'lost', known: g => (g.lost === null ? undefined : groupedText(g.lost)) },
	{ field: 'behindMs', known: g => (typeof g.behindMs === 'number' ? ageText(g.behindMs) : undefined) },
];

/** Why fields of a group are not known; what is a lower bound says which partition is missing. */
const groupUnknowns = (group: GroupLag): readonly UnknownField[] => {
	const all = lagUnknowns(group);
	const unread = unreadPartition(group);
	if (unread === undefined) return all;
	const unreadCount = group.partitions.filter(p => p.failure !== null).length;
	const more = unreadCount === 1 ? '' : ` (and ${unreadCount - 1} more)`;
	const { reason, needs } = unread.unknown.find(u => u.reason === unread.failure!.message) ?? {
		reason: unread.failure!.message,
		needs: null,
	};
	const bounded = BOUNDED.filter(({ field }) => !all.some(u => u.field === field)).map(({ field, known }): UnknownField => {
		const bound = known(group);
		return {
			field,
			reason: `${bound === undefined ? '' : `at least ${bound}: `}${unread.topic}/${unread.partition}${more}: ${reason}`,
			needs,
		};
	});
	const also = (field: string, of: string): readonly UnknownField[] => {
		const why = bounded.find(u => u.field === of);
		return why === undefined || all.some(u => u.field === field) ? [] : [{ ...why, field }];
	};
	return [...all, ...bounded, ...also('behindMethod', 'behindMs'), ...(group.verdict === 'unknown' ? also('verdict', 'lag') : [])];
};

/** Groups as the list shows them: what they are and their summed lag. */
export const groupTable: NounTable<GroupLag> = {
	noun: 'groups',
	unknownOf: groupUnknowns,
	columns: [name, state, type, members, topics, lag, coordinator],
	jsonOnly: { protocol: g => g.protocol },
};

/** Groups with their lag, time behind and verdict; the JSON carries every partition. */
export const groupLagTable: NounTable<GroupLag> = {
	noun: 'groups',
	unknownOf: groupUnknowns,
	columns: [name, state, type, lag, behindMs, behindMethod, lost, verdict, members, topics, coordinator],
	jsonOnly: {
		protocol: g => g.protocol,
		maxBehindMs: g => g.maxBehindMs,
		unassigned: g => g.unassigned,
		learning: learningJson,
		asOf: g => (g.asOfMs === undefined ? undefined : isoText(g.asOfMs)),
		partitions: g => g.partitions.map(p => rowJson(partitionLagTable, p)),
	},
};
