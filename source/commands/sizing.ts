import { explained, rowJson } from '../columns/column.ts';
import { sizingTable } from '../columns/sizing-columns.ts';
import { BROKER_LIMITS, LIMITS_SOURCE, limitsOf } from '../model/cloud/broker-limits.ts';
import { type ClusterLoad, fits, grown, HEADROOM, type SizingWish } from '../model/cloud/sizing.ts';
import { Failure } from '../model/failure.ts';
import { readLoad } from '../operations/cloud/read-sizing.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { printable } from '../units/foreign-text.ts';
import { sizeText } from '../units/size.ts';
import { printAnswer } from './answer.ts';
import type { Arguments, Command } from './command.ts';
import { durationOption } from './option-values.ts';
import { printTable, usualColumns } from './table-output.ts';

const DEFAULT_SINCE_MS = 7 * 86_400_000;

export const sizing: Command = {
	name: 'sizing',
	summary: 'measured load against what broker types are made for: how many of each, now and after growth',
	usage: '',
	positionals: { least: 0, most: 0 },
	options: [
		{ name: 'since', value: 'DURATION', summary: 'over which time to measure, 7d by default' },
		{ name: 'growth', value: 'PERCENT', summary: 'growth of traffic and storage a month, 0 by default' },
		{ name: 'months', value: 'N', summary: 'after how many months, 12 by default where there is growth' },
		{ name: 'times-partitions', value: 'N', summary: 'what if there were N times as many partitions' },
		{ name: 'times-retention', value: 'N', summary: 'what if retention were N times as long' },
	],
	examples: [
		{ line: 'msk-tui sizing', says: 'are the brokers too small, or too many?' },
		{ line: 'msk-tui sizing --growth 5 --months 18 --times-retention 2', says: 'brokers and storage for a year and a half' },
	],
	run: async context => {
		const { arguments: args, output, signal } = context;
		const wish = wishOf(args);
		const cluster = await context.connect();
		const { load, description, brokers, unknown } = await readLoad(cluster.known, durationOption(args, 'since') ?? DEFAULT_SINCE_MS, {
			signal,
		});
		const planned = grown(load, wish);
		const inUse = limitsOf(description.instanceType ?? '');
		// The type in use stands in the table also where nobody would choose it anew.
		const types = inUse === undefined || BROKER_LIMITS.includes(inUse) ? BROKER_LIMITS : [inUse, ...BROKER_LIMITS];
		const rows = fits(planned, types);
		const noun = sizingTable({ type: description.instanceType, brokers: description.brokers ?? brokers.length });
		return printAnswer(context, cluster, {
			json: () => ({
				sizing: {
					measured: explained({ ...load }, unknown),
					planned: explained({ ...planned }, unknown),
					types: rows.map(row => rowJson(noun, row)),
				},
			}),
			table: async () => {
				output.result(`measured  ${loadText(load)}\n`);
				if (wish.growthPercent !== 0 || wish.partitions !== 1 || wish.retention !== 1) output.result(`planned   ${loadText(planned)}\n`);
				output.result(
					`CPU       ${load.peakCpuPercent === null ? '?' : `${load.peakCpuPercent.toFixed(0)}%`} of the busiest broker, at most 60% is advised; it depends on clients and is not reckoned with\n\n`,
				);
				await printTable(output, usualColumns(noun.columns), rows);
				const room = `${HEADROOM.standard * 100} % of the guide for Standard brokers, ${HEADROOM.express * 100} % of the quota for Express`;
				output.result(
					`\nroom for a broker that is away: ${room}; volumes 60 % full. Throughput of Standard brokers is a guide that AWS's tools differ on.\n${LIMITS_SOURCE}\n`,
				);
				for (const { field, reason, needs } of unknown)
					output.notice(printable(`? ${field}: ${reason}${needs === null ? '' : `; needs ${needs}`}`));
			},
			readable: Object.values(load).filter(v => v !== null).length,
			gaps: [],
		});
	},
};

const wishOf = (args: Arguments): SizingWish => {
	const number = (name: string, usual: number): number => {
		const text = args.value(name);
		if (text === undefined) return usual;
		const value = Number(text);
		if (text.trim() === '' || !Number.isFinite(value) || value < 0)
			throw new Failure('usage', `--${name} takes a number such as 5 or 1.5, not "${text}".`);
		return value;
	};
	return {
		growthPercent: number('growth', 0),
		months: number('months', 12),
		partitions: number('times-partitions', 1),
		retention: number('times-retention', 1),
	};
};

const loadText = ({ peakIn, peakOut, replicas, storedBytes }: ClusterLoad): string =>
	[
		`busiest ${ageText(3_600_000)}: ${rate(peakIn)} in, ${rate(peakOut)} out`,
		`${replicas === null ? '?' : groupedText(Math.round(replicas))} replicas`,
		`${storedBytes === null ? '?' : sizeText(BigInt(Math.round(storedBytes)))} stored`,
	].join(' · ');

const rate = (value: number | null): string => (value === null ? '?' : `${sizeText(BigInt(Math.round(value)))}/s`);
