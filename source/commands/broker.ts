import { brokerTable } from '../columns/broker-columns.ts';
import { rowJson, unknownJson } from '../columns/column.ts';
import { configTable, isSetHere } from '../columns/config-columns.ts';
import { logDirTable } from '../columns/log-dir-columns.ts';
import { Failure } from '../model/failure.ts';
import { readBroker } from '../operations/read-broker.ts';
import { printAnswer } from './answer.ts';
import { controllerJson, controllerText, METRIC_COLUMNS } from './brokers.ts';
import type { Command } from './command.ts';
import { printTable, usualColumns } from './table-output.ts';

export const broker: Command = {
	name: 'broker',
	summary: 'one broker: log dirs and settings',
	usage: 'ID',
	positionals: { least: 1, most: 1 },
	options: [],
	examples: [{ line: 'msk-tui broker 2', says: 'its disks, and the settings somebody changed' }],
	run: async context => {
		const { output, signal } = context;
		const text = context.arguments.positionals[0]!;
		if (!/^\d{1,9}$/.test(text)) throw new Failure('usage', `A broker is named by its number, not "${text}".`);
		const cluster = await context.connect();
		const { broker: found, config, controller, unknown, gaps } = await readBroker(cluster.known, Number(text), { signal });
		return printAnswer(context, cluster, {
			json: () => {
				const all = [...found.unknown, ...unknown];
				const row = {
					...rowJson({ ...brokerTable, unknownOf: () => [] }, found),
					config: config?.map(e => rowJson(configTable, e)) ?? null,
					...(all.length > 0 && { unknown: unknownJson(all) }),
				};
				return { brokers: [row], controller: controllerJson(controller) };
			},
			table: async () => {
				await printTable(output, usualColumns(brokerTable.columns, METRIC_COLUMNS), [found]);
				output.result(`\nlog dirs${found.logDirs ? '' : ': ?'}\n`);
				if (found.logDirs) await printTable(output, usualColumns(logDirTable.columns), found.logDirs);
				const changed = config?.filter(isSetHere);
				output.result(`\nsettings set on the broker${changed === undefined ? ': ?' : changed.length === 0 ? ': none' : ''}\n`);
				if (changed !== undefined && changed.length > 0) await printTable(output, usualColumns(configTable.columns), changed);
				output.result(`\n${controllerText(controller)}\n`);
			},
			readable: 1,
			gaps,
		});
	},
};
