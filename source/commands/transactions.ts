import { rowJson } from '../columns/column.ts';
import { transactionTable } from '../columns/transaction-columns.ts';
import type { OpenTransaction } from '../model/transaction.ts';
import { readTransactions } from '../operations/read-transactions.ts';
import { printable } from '../units/foreign-text.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import type { Output } from './output.ts';
import { printTable, usualColumns } from './table-output.ts';
import { printUnknownNotes } from './unknown-notes.ts';

export const transactions: Command = {
	name: 'transactions',
	summary: 'open transactions, and hanging ones that hold back read_committed consumers for ever',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [{ name: 'topic', value: 'TOPIC', summary: 'only this topic' }],
	examples: [
		{ line: 'msk-tui transactions', says: 'is a transaction open that will never end?' },
		{ line: 'msk-tui transactions --topic orders', says: 'what holds back consumers of orders' },
	],
	run: async context => {
		const { arguments: args, output, signal } = context;
		const cluster = await context.connect();
		const topic = args.value('topic');
		const { rows, gaps } = await readTransactions(cluster.known, { topics: topic === undefined ? [] : [topic] }, { signal });
		const missing = gaps.find(g => g.failure.kind === 'notFound');
		if (missing !== undefined) throw missing.failure;
		return printAnswer(context, cluster, {
			json: () => ({ transactions: rows.map(row => rowJson(transactionTable, row)) }),
			table: () => print(output, rows, gaps.length === 0),
			// That nothing is open is an answer as well, where something could be looked at.
			readable: rows.length + (gaps.every(g => g.isDoubt === true) ? 1 : 0),
			gaps,
		});
	},
};

const print = async (output: Output, rows: readonly OpenTransaction[], isComplete: boolean): Promise<void> => {
	if (rows.length === 0) {
		if (isComplete) output.result('no transaction is open\n');
		return;
	}
	const columns = usualColumns(transactionTable.columns);
	await printTable(output, columns, rows);
	printUnknownNotes(output, transactionTable, columns, rows, t => t.transactionalId ?? `producer ${t.producerId}`);
	for (const row of rows)
		if (row.verdict === 'hanging')
			for (const { topic, partition, startOffset } of row.partitions)
				output.notice(
					`${printable(topic)}/${partition} waits at offset ${startOffset} for a transaction that no coordinator will end; ` +
						`msk-tui transactions abort ${row.producerId} shows what ending it does`,
				);
};
