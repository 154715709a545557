import { groupKindText, isRebalancing } from '../model/group.ts';
import type { GroupLag, PartitionLag } from '../model/lag.ts';
import type { UnknownField } from '../model/unknown.ts';
import { byValue, cellOf, groupedCell, notApplicableCell, textCell } from './cells.ts';
import type { Cell, Column, NounTable } from './column.ts';
import { rowJson } from './column.ts';
import { behindCell, behindJson, lagUnknowns, verdictCell, verdictRank } from './lag-cells.ts';
import { partitionLagTable } from './partition-lag-columns.ts';

/** The state; where the values are of an earlier look, since when instead. */
const stateCell = (group: GroupLag): Cell =>
	group.asOfMs !== undefined
		? textCell(`as of ${new Date(group.asOfMs).toTimeString().slice(0, 8)}`, 'warning')
		: textCell(
				group.state,
				isRebalancing(group.state) ? 'warning' : group.state === 'Empty' || group.state === 'Dead' ? 'muted' : undefined,
			);

/** The first partition that could not be read, though it counts. */
const unreadPartition = (group: GroupLag): PartitionLag | undefined => group.partitions.find(p => p.failure !== null);

/** A sum or a maximum over the partitions that could be read is a lower bound while others could not. */
const atLeastWhenPartial = (group: GroupLag, cell: Cell): Cell =>
	cell.state === undefined && unreadPartition(group) !== undefined
		? { ...cell, text: `≥${cell.text}`, severity: cell.severity ?? 'warning' }
		: cell;

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
	json: g => g.lag,
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
	json: behindJson,
};
const behindMethod: Column<GroupLag> = {
	id: 'behindMethod',
	title: 'HOW',
	align: 'left',
	priority: 7,
	cell: g => (g.behindMethod === null ? notApplicableCell : textCell(g.behindMethod, 'muted')),
	compare: byValue(g => g.behindMethod),
	json: g => g.behindMethod,
};
const lost: Column<GroupLag> = {
	id: 'lost',
	title: 'LOST',
	align: 'right',
	priority: 3,
	cell: g => cellOf(g.lost, n => (n > 0n ? { ...groupedCell(n), severity: 'critical' } : textCell('0'))),
	compare: byValue(g => g.lost),
	json: g => g.lost,
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

/** The list's JSON carries no partitions that would show what the sum leaves out: a sum over some of them is no lag there. */
const wholeLag: Column<GroupLag> = { ...lag, json: g => (unreadPartition(g) === undefined ? g.lag : null) };

const LISTED_FIELDS: ReadonlySet<string> = new Set(['members', 'lag', 'topics']);

const listUnknowns = (group: GroupLag): readonly UnknownField[] => {
	const unknown = group.unknown.filter(u => LISTED_FIELDS.has(u.field));
	const unread = unreadPartition(group);
	if (unread === undefined || unknown.some(u => u.field === 'lag')) return unknown;
	const { reason, needs } = unread.unknown.find(u => u.field === 'lag') ?? { reason: unread.failure!.message, needs: null };
	return [...unknown, { field: 'lag', reason: `${unread.topic}/${unread.partition}: ${reason}`, needs }];
};

/** Groups as the list shows them: what they are and their summed lag. */
export const groupTable: NounTable<GroupLag> = {
	noun: 'groups',
	unknownOf: listUnknowns,
	columns: [name, state, type, members, topics, wholeLag, coordinator],
	jsonOnly: { protocol: g => g.protocol },
};

/** Groups with their lag, time behind and verdict; the JSON carries every partition. */
export const groupLagTable: NounTable<GroupLag> = {
	noun: 'groups',
	unknownOf: lagUnknowns,
	columns: [name, state, type, lag, behindMs, behindMethod, lost, verdict, members, topics, coordinator],
	jsonOnly: {
		protocol: g => g.protocol,
		maxBehindMs: g => g.maxBehindMs,
		unassigned: g => g.unassigned,
		partitions: g => g.partitions.map(p => rowJson(partitionLagTable, p)),
	},
};
