import { rowJson } from '../columns/column.ts';
import { groupLagTable } from '../columns/group-columns.ts';
import { lagCauses } from '../columns/lag-causes.ts';
import { asFailure, Failure } from '../model/failure.ts';
import { isPassing } from '../model/failure-kinds.ts';
import { compareWorstFirst, type GroupLag, notFineReasons } from '../model/lag.ts';
import type { Report } from '../model/report.ts';
import { type LagAsk, readLag } from '../operations/read-lag.ts';
import { LagHistory } from '../state/lag-history.ts';
import { watchLag } from '../state/watch-lag.ts';
import { printable } from '../units/foreign-text.ts';
import { RowsInTurn } from '../units/json.ts';
import { pause } from '../units/pause.ts';
import { isoText } from '../units/time.ts';
import { printAnswer } from './answer.ts';
import type { Command, CommandContext, ConnectedCluster } from './command.ts';
import { printFailure } from './error-output.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { printLagTable } from './lag-table.ts';
import { crossedThresholds, type LagThresholds, unprovenThresholds } from './lag-thresholds.ts';
import { durationOption, watchInterval, watchSpec, wholeNumberOption } from './option-values.ts';

const INTERVAL = { usualMs: 5_000, leastMs: 1_000, why: 'an incident tool must not be part of the incident' };

export const lag: Command = {
	name: 'lag',
	summary: 'lag, time behind and verdict; without GROUP the groups that are not fine, worst first',
	usage: '[GROUP…]',
	positionals: { least: 0, most: Number.POSITIVE_INFINITY },
	options: [
		{ name: 'topic', value: 'TOPIC', summary: 'only this topic' },
		{ name: 'all', summary: 'the fine groups too' },
		{ name: 'per-partition', summary: 'one line a partition' },
		{ name: 'max-lag', value: 'N', summary: 'exit 1 when a group lags more than N records' },
		{ name: 'max-behind', value: 'DURATION', summary: 'exit 1 when the oldest unread record of a group is older' },
		watchSpec('look again every INTERVAL (5s); with --json one line a look'),
	],
	examples: [
		{ line: 'msk-tui lag', says: 'what is wrong now' },
		{ line: 'msk-tui lag billing --max-behind 5m', says: 'a check for a monitor: exit 1 when billing is more than 5 minutes behind' },
		{ line: 'msk-tui lag billing --watch 5s', says: 'rate and verdict, which need more than one look' },
	],
	run: async context => {
		const { arguments: args } = context;
		const thresholds = { maxLag: wholeNumberOption(args, 'max-lag'), maxBehindMs: durationOption(args, 'max-behind') };
		const intervalMs = watchInterval(args, INTERVAL);
		const ask: LagAsk = {
			groups: args.positionals,
			topic: args.value('topic'),
			// Fetching the record itself costs a request a partition: worth it for groups that were named, not for all of them.
			behind: args.positionals.length > 0 ? 'exact' : 'bisect',
		};
		const cluster = await context.connect();
		if (intervalMs === undefined) {
			return printLag(context, cluster, await readLag(cluster.known, ask, { signal: context.signal }), thresholds, false);
		}
		return watch(context, cluster, { ...ask, intervalMs }, thresholds);
	},
};

/** Looks until Ctrl+C, which is how a watch ends: with the code of its last look, once there was one. */
const watch = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	ask: LagAsk & { readonly intervalMs: number },
	thresholds: LagThresholds,
): Promise<number> => {
	const { output, signal, isJson } = context;
	let code: number | undefined;
	const history = new LagHistory();
	while (!signal.aborted) {
		try {
			for await (const report of watchLag(cluster.known, ask, { signal }, history)) {
				if (!isJson) output.result(`${code === undefined ? '' : '\n'}${isoText(context.nowMs())}\n`);
				code = await printLag(context, cluster, report, thresholds, true);
			}
		} catch (error) {
			const failure = asFailure(error);
			// A watch says what passes and looks again, since this is what it is left running for; the first look decides whether there is anything to watch.
			if (!signal.aborted && (code === undefined || !isPassing(failure))) throw error;
			if (signal.aborted) break;
			printFailure(output, failure, { isJson, scope: cluster.known.scope });
			code = exitCodeOf(failure.kind);
			await pause(ask.intervalMs, signal);
		}
	}
	return code ?? EXIT.interrupted;
};

const printLag = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	report: Report<GroupLag>,
	thresholds: LagThresholds,
	isLine: boolean,
): Promise<number> => {
	const { arguments: args, output } = context;
	const crossed = crossedThresholds(report.rows, thresholds);
	const unproven = unprovenThresholds(report.rows, thresholds, { named: args.positionals, scope: cluster.known.scope });
	// Who asks for a limit asks for proof: what may be missing leaves it open.
	const asksProof = thresholds.maxLag !== undefined || thresholds.maxBehindMs !== undefined;
	const gaps = [...(asksProof ? report.gaps.map(({ isDoubt, ...gap }) => gap) : report.gaps), ...unproven];
	const isUnproven = new Set(unproven.filter(g => g.isDoubt !== true).map(g => g.path));
	const isShown = (g: GroupLag) =>
		isWanted || crossed.has(g.group) || isUnproven.has(`groups.${g.group}`) || notFineReasons(g, thresholds.maxBehindMs).length > 0;
	const isWanted = args.has('all') || args.positionals.length > 0;
	const rows = report.rows.filter(isShown).sort(compareWorstFirst);
	const isNothingRead = report.rows.length === 0 && report.gaps.length > 0 && report.gaps.every(g => g.failure.kind === 'notFound');
	if (isNothingRead && !isLine) throw missingGroups(report);
	const code = await printAnswer(context, cluster, {
		json: () => ({ groups: RowsInTurn.of(rows, row => rowJson(groupLagTable, row)) }),
		table: async () => {
			if (rows.length > 0) await printLagTable(output, rows, args.has('per-partition'));
			else if (gaps.length === 0) output.result(report.rows.length === 0 ? 'no groups\n' : `all ${report.rows.length} groups are fine\n`);
		},
		readable: report.rows.filter(r => r.failure === null).length,
		gaps,
		code: crossed.size > 0 ? EXIT.conditionHolds : undefined,
		isLine,
	});
	if (context.isJson) return code;
	for (const reason of crossed.values()) output.notice(reason);
	for (const row of rows)
		for (const { kind, text, topic } of lagCauses(row))
			output.notice(
				printable(`${row.group}, ${text}${kind === 'heldBack' ? ` (read_committed); msk-tui transactions --topic ${topic}` : ''}`),
			);
	return code;
};

const missingGroups = (report: Report<GroupLag>): Failure =>
	new Failure('notFound', report.gaps.map(g => g.reason).join(' '), {
		nextSteps: ['msk-tui groups lists the groups this identity can see'],
		details: { unknown: report.gaps.map(({ path, reason, needs }) => ({ path, reason, needs })) },
	});
