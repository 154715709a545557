import { textCell } from '../columns/cells.ts';
import { type CloudFact, cloudFacts } from '../columns/cloud-facts.ts';
import type { Column } from '../columns/column.ts';
import { rowJson } from '../columns/column.ts';
import { operationTable } from '../columns/operation-columns.ts';
import { secretFaults } from '../model/cloud/cloud-parts.ts';
import type { Outcome } from '../model/failure.ts';
import { type CloudClusterAnswer, readCloudCluster } from '../operations/cloud/read-cloud-cluster.ts';
import type { JsonObject, JsonValue } from '../units/json.ts';
import { isoText } from '../units/time.ts';
import { printAnswer } from './answer.ts';
import type { Command } from './command.ts';
import { printTable, usualColumns } from './table-output.ts';

/** Operations under the facts; `operations` prints all. */
const SHOWN_OPERATIONS = 5;

export const cluster: Command = {
	name: 'cluster',
	summary: 'what MSK tells of the cluster: state, version, brokers, storage, monitoring, configuration, logs, operations',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [],
	examples: [{ line: 'msk-tui cluster', says: 'is MSK doing something to it, and is anything of it out of date?' }],
	run: async context => {
		const { output, signal } = context;
		const connected = await context.connect();
		const answer = await readCloudCluster(connected.known, { signal });
		return printAnswer(context, connected, {
			json: () => ({ msk: mskJson(answer) }),
			table: async () => {
				await printTable(output, FACT_COLUMNS, cloudFacts(answer, context.nowMs()));
				if (!answer.operations.ok || answer.operations.value.length === 0) return;
				output.result('\n');
				await printTable(output, usualColumns(operationTable.columns), answer.operations.value.slice(0, SHOWN_OPERATIONS));
			},
			readable: 1,
			gaps: answer.gaps,
		});
	},
};

export const operations: Command = {
	name: 'operations',
	summary: 'what MSK does and did to the cluster, the newest first',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [],
	examples: [{ line: 'msk-tui operations', says: 'was there a patch, or did somebody change something?' }],
	run: async context => {
		const connected = await context.connect();
		const { operations: told, gaps } = await readCloudCluster(connected.known, { signal: context.signal });
		const rows = told.ok ? told.value : [];
		return printAnswer(context, connected, {
			json: () => ({ operations: told.ok ? rows.map(row => rowJson(operationTable, row)) : null }),
			table: async () => {
				if (told.ok && rows.length === 0) context.output.result('no operations\n');
				await printTable(context.output, usualColumns(operationTable.columns), rows);
			},
			readable: rows.length,
			gaps: gaps.filter(g => g.path === 'operations'),
		});
	},
};

const FACT_COLUMNS: readonly Column<CloudFact>[] = [
	{ id: 'id', title: 'WHAT', align: 'left', priority: 0, cell: f => textCell(f.id), compare: () => 0 },
	{ id: 'text', title: 'IS', align: 'left', priority: 0, cell: f => textCell(f.text, f.severity), compare: () => 0 },
];

/** MSK's answer in the names of this program; what does not apply is left out, what could not be read is null and stands in `unknown`. */
const mskJson = (answer: CloudClusterAnswer): JsonObject => {
	const { description, operations: told, configuration, targetVersions, secrets } = answer;
	const { createdMs, configuration: inUse, logs, ...plain } = description;
	const known = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== null)) as Record<string, JsonValue>;
	const unknown = answer.gaps.map(({ path, reason, needs }) => ({ field: path, reason, needs }));
	return {
		...known,
		...(createdMs !== null && { createdAt: isoText(createdMs) }),
		logs: logs.map(l => ({ ...l })),
		...(inUse !== null && { configurationInUse: { ...inUse } }),
		...part('configuration', configuration, c => ({
			name: c.name,
			...(c.latestRevision !== null && { latestRevision: c.latestRevision }),
			...(c.latestMs !== null && { latestAt: isoText(c.latestMs) }),
		})),
		...part('targetVersions', targetVersions, versions => versions),
		...part('operations', told, rows => rows.map(row => rowJson(operationTable, row))),
		...part('secrets', secrets, all => all.map(s => ({ name: s.name, arn: s.arn, faults: secretFaults(s, description) }))),
		...(unknown.length > 0 && { unknown }),
	};
};

const part = <T>(name: string, told: Outcome<T> | null, json: (value: T) => JsonValue): JsonObject =>
	told === null ? {} : { [name]: told.ok ? json(told.value) : null };
