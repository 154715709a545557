import { alarmTable } from '../columns/alarm-columns.ts';
import { rowJson } from '../columns/column.ts';
import { TOPIC_PLACEHOLDER } from '../operations/cloud/alarm-commands.ts';
import { commandsOf, readAlarms } from '../operations/cloud/read-alarms.ts';
import { printable } from '../units/foreign-text.ts';
import { countText } from '../units/plural.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { printTable, usualColumns } from './table-output.ts';

export const alarms: Command = {
	name: 'alarms',
	summary: 'CloudWatch’s alarms on this cluster next to those that MSK recommends: state, wrong statistics, and what is missing',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [{ name: 'commands', summary: 'print the aws commands that make what is missing, a line each; nothing is made' }],
	examples: [
		{ line: 'msk-tui alarms', says: 'what goes off, what hears nothing, and what nobody watches' },
		{ line: 'msk-tui alarms --commands > alarms.sh', says: 'to read, to change and to run' },
	],
	run: async context => {
		const { output, signal } = context;
		const cluster = await context.connect();
		const answer = await readAlarms(cluster.known, { signal });
		const { rows, gaps } = answer;
		const noun = alarmTable(context.nowMs());
		const commands = rows.flatMap(row => commandsOf(row, answer));
		return printAnswer(context, cluster, {
			json: () => ({ alarms: rows.map(row => ({ ...rowJson(noun, row), commands: commandsOf(row, answer) })) }),
			table: async () => {
				if (context.arguments.has('commands')) {
					output.result(commands.map(c => `${printable(c)}\n`).join(''));
					if (answer.action === undefined && commands.length > 0) output.notice(`put your topic's ARN in place of ${TOPIC_PLACEHOLDER}`);
					return;
				}
				await printTable(output, usualColumns(noun.columns), rows);
				for (const { verdict, name, note } of rows)
					if (verdict === 'wrong statistic' || verdict === 'never here') output.notice(printable(`${name}: ${note}`));
				if (commands.length > 0)
					output.notice(`${countText(commands.length, 'alarm is', 'alarms are')} missing: --commands prints what makes them`);
			},
			readable: rows.length,
			gaps,
		});
	},
};
