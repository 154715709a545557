import { groupKindText, isRebalancing } from '../model/group.ts';
import type { GroupLag } from '../model/lag.ts';
import { byValue, cellOf, groupedCell, notApplicableCell, textCell } from './cells.ts';
import type { Cell, Column, NounTable } from './column.ts';
import { rowJson } from './column.ts';
import { behindCell, behindJson, verdictCell, verdictRank } from './lag-cells.ts';
import { partitionLagTable } from './partition-lag-columns.ts';

const stateCell = (group: GroupLag): Cell =>
	textCell(group.state, isRebalancing(group.state) ? 'warning' : group.state === 'Empty' || group.state === 'Dead' ? 'muted' : undefined);

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
	cell: g => groupedCell(g.lag),
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
	cell: behindCell,
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

/** Groups as the list shows them: what they are and their summed lag. */
export const groupTable: NounTable<GroupLag> = {
	noun: 'groups',
	unknownOf: g => g.unknown.filter(u => u.field === 'members' || u.field === 'lag' || u.field === 'topics'),
	columns: [name, state, type, members, topics, lag, coordinator],
	jsonOnly: { protocol: g => g.protocol },
};

/** Groups with their lag, time behind and verdict; the JSON carries every partition. */
export const groupLagTable: NounTable<GroupLag> = {
	noun: 'groups',
	unknownOf: g => g.unknown,
	columns: [name, state, type, lag, behindMs, behindMethod, lost, verdict, members, topics, coordinator],
	jsonOnly: {
		protocol: g => g.protocol,
		unassigned: g => g.unassigned,
		partitions: g => g.partitions.map(p => rowJson(partitionLagTable, p)),
	},
};
