import { brokerTable, METRIC_COLUMNS } from '../columns/broker-columns.ts';
import { explained, rowJson } from '../columns/column.ts';
import type { Controller } from '../model/cluster.ts';
import { metricsTime, withMetrics } from '../operations/cloud/broker-metrics.ts';
import { askBrokerLines } from '../operations/cloud/read-broker-lines.ts';
import { readBrokers } from '../operations/read-brokers.ts';
import type { JsonObject } from '../units/json.ts';
import { isoText } from '../units/time.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { printTable, usualColumns } from './table-output.ts';
import { printUnknownNotes } from './unknown-notes.ts';

const metricColumns = brokerTable.columns.filter(c => METRIC_COLUMNS.includes(c.id));

export const brokers: Command = {
	name: 'brokers',
	summary: 'list brokers with zone, leaders, replicas, bytes, free disk and, on MSK, CPU, traffic and connections',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [],
	examples: [{ line: 'msk-tui brokers', says: 'is a broker missing, full, or leading too much?' }],
	run: async context => {
		const cluster = await context.connect();
		// CloudWatch is asked beside Kafka; what it does not tell stays unknown, and changes no exit code.
		const metrics = askBrokerLines(cluster.known, { signal: context.signal });
		const answer = await readBrokers(cluster.known, { signal: context.signal });
		const rows = metrics === undefined ? answer.brokers : withMetrics(answer.brokers, await metrics(), context.nowMs());
		const columns = usualColumns(brokerTable.columns, metrics === undefined ? METRIC_COLUMNS : []);
		return printAnswer(context, cluster, {
			json: () => ({ brokers: rows.map(b => rowJson(brokerTable, b)), controller: controllerJson(answer.controller) }),
			table: async () => {
				await printTable(context.output, columns, rows);
				context.output.result(`\n${controllerText(answer.controller)}\n`);
				const atMs = metricsTime(rows);
				if (atMs !== undefined) context.output.result(`CloudWatch: the minute of ${isoText(atMs)}\n`);
				if (metrics !== undefined) printUnknownNotes(context.output, brokerTable, metricColumns, rows, b => String(b.id));
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
