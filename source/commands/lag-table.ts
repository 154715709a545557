import { textCell } from '../columns/cells.ts';
import type { Column, NounTable } from '../columns/column.ts';
import { groupLagTable } from '../columns/group-columns.ts';
import { partitionLagTable } from '../columns/partition-lag-columns.ts';
import type { GroupLag, PartitionLag } from '../model/lag.ts';
import { printable } from '../units/foreign-text.ts';
import type { Output } from './output.ts';
import { printTable, usualColumns } from './table-output.ts';
import { printUnknownNotes } from './unknown-notes.ts';

type Row = { readonly group: string; readonly partition: PartitionLag };

/** Prints groups one a line, with the reasons of what is not known; of a group that could not be read the gap says it. */
export const printGroups = async (output: Output, table: NounTable<GroupLag>, groups: readonly GroupLag[]): Promise<void> => {
	const columns = usualColumns(table.columns);
	await printTable(output, columns, groups);
	printUnknownNotes(
		output,
		table,
		columns,
		groups.filter(g => g.failure === null),
		g => g.group,
	);
};

/** Prints groups one a line, or their partitions one a line with the group in front. */
export const printLagTable = async (output: Output, groups: readonly GroupLag[], isPerPartition: boolean): Promise<void> => {
	if (!isPerPartition) {
		await printGroups(output, groupLagTable, groups);
		return;
	}
	const rows: Row[] = groups.flatMap(({ group, partitions }) => partitions.map(partition => ({ group, partition })));
	const hasRate = rows.some(r => r.partition.ratePerSecond !== null);
	const columns = usualColumns(partitionLagTable.columns, hasRate ? [] : ['recordsPerSecond']).map(
		(column): Column<Row> => ({
			id: column.id,
			title: column.title,
			align: column.align,
			priority: column.priority,
			cell: row => column.cell(row.partition),
			compare: (a, b) => column.compare(a.partition, b.partition),
		}),
	);
	const groupColumn: Column<Row> = {
		id: 'group',
		title: 'GROUP',
		align: 'left',
		priority: 0,
		cell: row => textCell(row.group),
		compare: (a, b) => (a.group < b.group ? -1 : 1),
	};
	await printTable(output, [groupColumn, ...columns], rows);
	for (const { group, partitions } of groups)
		if (partitions.length === 0) output.notice(`${printable(group)} has no partitions: no commits, and no member that owns any`);
};
