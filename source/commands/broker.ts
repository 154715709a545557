import { brokerClientTable } from '../columns/broker-client-columns.ts';
import { brokerTable, METRIC_COLUMNS } from '../columns/broker-columns.ts';
import { explained, rowJson } from '../columns/column.ts';
import { configTable, isNotDefault } from '../columns/config-columns.ts';
import { logDirTable } from '../columns/log-dir-columns.ts';
import { lossText } from '../columns/loss-text.ts';
import { topicLossTable } from '../columns/topic-loss-columns.ts';
import { topicSpreadTable } from '../columns/topic-spread-columns.ts';
import type { BrokerLoss } from '../model/broker-loss.ts';
import { Failure } from '../model/failure.ts';
import { withMetrics } from '../operations/cloud/broker-metrics.ts';
import { askBrokerLines } from '../operations/cloud/read-broker-lines.ts';
import { readBroker } from '../operations/read-broker.ts';
import type { JsonObject } from '../units/json.ts';
import { printAnswer } from './answer.ts';
import { controllerJson, controllerText } from './brokers.ts';
import type { Command } from './command.ts';
import { printTable, usualColumns } from './table-output.ts';

export const broker: Command = {
	name: 'broker',
	summary: 'one broker: log dirs, settings, clients, and what goes down if it goes',
	usage: 'ID',
	positionals: { least: 1, most: 1 },
	options: [],
	examples: [{ line: 'msk-tui broker 2', says: 'its disks, the settings somebody changed, and what goes down if it goes' }],
	run: async context => {
		const { output, signal } = context;
		const text = context.arguments.positionals[0]!;
		if (!/^\d{1,9}$/.test(text)) throw new Failure('usage', `A broker is named by its number, not "${text}".`);
		const cluster = await context.connect();
		const metrics = askBrokerLines(cluster.known, { signal }, [Number(text)]);
		const answer = await readBroker(cluster.known, Number(text), { signal });
		const found = metrics === undefined ? answer.broker : withMetrics([answer.broker], await metrics(), context.nowMs())[0]!;
		const { config, controller, unknown, gaps, loss, rackLoss, skewed, clients } = answer;
		return printAnswer(context, cluster, {
			json: () => {
				const row = {
					...rowJson({ ...brokerTable, unknownOf: () => [] }, found),
					config: config?.map(e => rowJson(configTable, e)) ?? null,
					loss: loss === null ? null : lossJson(loss),
					rackLoss:
						loss === null
							? null
							: rackLoss === null
								? []
								: [{ rack: rackLoss.rack, brokers: rackLoss.brokers, ...lossJson(rackLoss.loss) }],
					skewed: skewed?.map(s => rowJson(topicSpreadTable, s)) ?? null,
					clients: clients?.map(c => rowJson(brokerClientTable, c)) ?? null,
				};
				return { brokers: [explained(row, [...found.unknown, ...unknown])], controller: controllerJson(controller) };
			},
			table: async () => {
				await printTable(output, usualColumns(brokerTable.columns, metrics === undefined ? METRIC_COLUMNS : []), [found]);
				output.result(`\nlog dirs${found.logDirs ? '' : ': ?'}\n`);
				if (found.logDirs) await printTable(output, usualColumns(logDirTable.columns), found.logDirs);
				const changed = config?.filter(isNotDefault).sort((a, b) => (a.name < b.name ? -1 : 1));
				output.result(`\nsettings that are not Kafka's defaults${changed === undefined ? ': ?' : changed.length === 0 ? ': none' : ''}\n`);
				if (changed !== undefined && changed.length > 0) await printTable(output, usualColumns(configTable.columns), changed);
				output.result(`\nif broker ${found.id} goes: ${loss === null ? '?' : lossText(loss)}\n`);
				if (loss !== null && loss.topics.length > 0) await printTable(output, usualColumns(topicLossTable.columns), loss.topics);
				if (rackLoss !== null)
					output.result(`\nif ${rackLoss.rack} goes (brokers ${rackLoss.brokers.join(', ')}): ${lossText(rackLoss.loss)}\n`);
				output.result(`\ntopics of which it has more than its share${skewed === null ? ': ?' : skewed.length === 0 ? ': none' : ''}\n`);
				if (skewed !== null) await printTable(output, usualColumns(topicSpreadTable.columns), skewed);
				output.result(`\nclients in groups it coordinates${clients === null ? ': ?' : clients.length === 0 ? ': none' : ''}\n`);
				if (clients !== null && clients.length > 0) await printTable(output, usualColumns(brokerClientTable.columns), clients);
				output.result(`\n${controllerText(controller)}\n`);
			},
			readable: 1,
			gaps,
		});
	},
};

const lossJson = ({ topics, ...counts }: BrokerLoss): JsonObject => ({ ...counts, topics: topics.map(t => rowJson(topicLossTable, t)) });
