import { brokerTable } from '../columns/broker-columns.ts';
import { explained, rowJson } from '../columns/column.ts';
import type { Controller } from '../model/cluster.ts';
import { readBrokers } from '../operations/read-brokers.ts';
import type { JsonObject } from '../units/json.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { printTable, usualColumns } from './table-output.ts';

/** Columns that CloudWatch would fill; a headless table without metrics does not show them. */
export const METRIC_COLUMNS: readonly string[] = ['cpu', 'in', 'out', 'connections'];

export const brokers: Command = {
	name: 'brokers',
	summary: 'list brokers with zone, leaders, replicas, bytes and free disk',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [],
	examples: [{ line: 'msk-tui brokers', says: 'is a broker missing, full, or leading too much?' }],
	run: async context => {
		const cluster = await context.connect();
		const answer = await readBrokers(cluster.known, { signal: context.signal });
		return printAnswer(context, cluster, {
			json: () => ({ brokers: answer.brokers.map(b => rowJson(brokerTable, b)), controller: controllerJson(answer.controller) }),
			table: async () => {
				await printTable(context.output, usualColumns(brokerTable.columns, METRIC_COLUMNS), answer.brokers);
				context.output.result(`\n${controllerText(answer.controller)}\n`);
			},
			readable: answer.brokers.length,
			gaps: answer.gaps,
		});
	},
};

/** The controller as JSON; a voter's unknown lag carries its reason like any other null. */
export const controllerJson = ({ mode, leaderId, voters, observers, unknown }: Controller): JsonObject =>
	explained({ mode, leaderId, voters: voters.map(followerJson), observers: observers.map(followerJson) }, unknown);

const followerJson = (follower: Controller['voters'][number]): JsonObject => ({
	...follower,
	...(follower.lag === null && { unknown: [{ field: 'lag', reason: 'the quorum leader did not tell its log end', needs: null }] }),
});

/** The controller in one line. */
export const controllerText = ({ mode, leaderId, voters }: Controller): string => {
	if (mode === null) return 'controller: ?';
	const leader = leaderId === null ? 'none elected' : String(leaderId);
	if (mode === 'zookeeper') return `controller: ${leader} (ZooKeeper)`;
	return `controller: ${leader} (KRaft, voters ${voters.map(v => `${v.id}${v.lag !== null && v.lag > 0n ? ` lag ${v.lag}` : ''}`).join(', ')})`;
};
