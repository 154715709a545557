import { partText } from '../columns/scan-text.ts';
import { COMPRESSIONS, type Compression, type Placement, type ReplayRecords } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import type { ScanPlan } from '../model/record-scan.ts';
import type { ReplayCheckpoint } from '../model/replay-checkpoint.ts';
import { planScan } from '../operations/plan-scan.ts';
import { readNamedTopics } from '../operations/read-named-topics.ts';
import type { DetachedRecord } from '../records/record-view.ts';
import { countText } from '../units/plural.ts';
import { CHANGE_OPTIONS, isConfirmedBy } from './change-options.ts';
import type { Arguments, Command, CommandContext, ConnectedCluster } from './command.ts';
import { wholeNumberOption } from './option-values.ts';
import { FILTER_OPTIONS, filterOf, isNoFilter, RANGE_OPTIONS, rangeOf } from './record-options.ts';
import { printDryRun, printReplay, progressLine } from './replay-output.ts';
import { scanProgress } from './scan-progress.ts';

const SEARCH_OPTIONS = FILTER_OPTIONS.filter(option => option.name !== 'rate');

export const replay: Command = {
	name: 'replay',
	summary: 'write records that are in the cluster already into a topic again; what was interrupted goes on where it stopped',
	usage: 'TOPIC… --into TOPIC',
	positionals: { least: 0, most: Number.POSITIVE_INFINITY },
	options: [
		{ name: 'into', value: 'TOPIC', summary: 'the topic to write to; it must be there' },
		...RANGE_OPTIONS,
		...SEARCH_OPTIONS,
		{ name: 'dry-run', summary: 'count and show what would be written, and write nothing' },
		{
			name: 'placement',
			value: 'HOW',
			summary: 'keep: each copy into the partition of its original (default where the topics have as many); key: where its key belongs',
			choices: ['keep', 'key'],
		},
		{ name: 'compression', value: 'CODEC', summary: 'of the batches written; gzip unless told otherwise', choices: COMPRESSIONS },
		{ name: 'rate', value: 'N', summary: 'write at most N records a second, or unlimited' },
		{ name: 'resume', value: 'FILE', summary: 'go on with a replay from its checkpoint FILE' },
		...CHANGE_OPTIONS.filter(option => option.name !== 'plan'),
	],
	examples: [
		{ line: 'msk-tui replay orders.dlq --into orders-retry --from -2h --dry-run', says: 'how many, how large, who would see them' },
		{
			line: `msk-tui replay orders.dlq --into orders-retry --where 'value.amount > 100' --rate 500 --read-write --confirm orders-retry`,
			says: 'copies them, 500 a second',
		},
		{ line: 'msk-tui replay --resume FILE --read-write --confirm orders-retry', says: 'goes on; nothing is written twice' },
	],
	run: async context => {
		const { arguments: args } = context;
		const resumed = args.value('resume');
		if (resumed !== undefined) return resume(context, resumed);
		const into = args.value('into');
		if (args.positionals.length === 0 || into === undefined)
			throw new Failure('usage', 'msk-tui replay needs the TOPIC… to read and --into TOPIC.', {
				nextSteps: ['msk-tui replay orders.dlq --into orders-retry --from -2h --dry-run'],
			});
		const filter = filterOf(args);
		const limit = wholeNumberOption(args, 'limit');
		const recordsPerSecond = rateOption(args);
		const question = rangeOf(args, context.nowMs());
		const cluster = await context.connect();
		const { signal } = context;
		const [plan, names] = await Promise.all([
			planScan(cluster.known.reader, question, { signal }),
			readNamedTopics(cluster.known, [into, ...args.positionals], { signal }),
		]);
		const { requireReadable } = await import('../operations/scan-records.ts');
		requireReadable(plan);
		requireWhole(plan, cluster);
		if (plan.heldBackOffsets > 0n)
			context.output.notice(
				`${countText(plan.heldBackOffsets, 'offset', 'offsets')} behind an open transaction are not copied; --isolation read_uncommitted reads them`,
			);
		const [target, ...sources] = names;
		const isAlike = sources.every(s => s.partitions.length === target!.partitions.length);
		const { rangesOf } = await import('../operations/replay/plan-replay.ts');
		const change: ReplayRecords = {
			kind: 'replayRecords',
			topic: into,
			topicId: target!.topicId,
			partitions: target!.partitions.length,
			run: await runOf(context),
			ranges: rangesOf(plan),
			filter,
			isolation: question.isolation,
			limit: limit === undefined ? null : Number(limit),
			placement: (args.value('placement') as Placement | undefined) ?? (isAlike ? 'keep' : 'key'),
			compression: (args.value('compression') as Compression | undefined) ?? 'gzip',
			recordsPerSecond,
			counted: null,
		};
		const { change: counted, sample } = await count(context, cluster, change, plan);
		if (args.has('dry-run')) return printDryRun(context, cluster, counted, sample);
		return run(context, cluster, counted);
	},
};

/** A partition that cannot be read must not be missing from the copies without anybody having said so. */
const requireWhole = ({ unread }: ScanPlan, { known }: ConnectedCluster): void => {
	const [first] = unread;
	if (first === undefined) return;
	const more = unread.length === 1 ? '' : ` (and ${unread.length - 1} more)`;
	throw new Failure(first.failure.kind, `${partText(first, known.scope)}${more}`, {
		nextSteps: ['--partition N,N-N names the partitions to copy without it'],
		...(first.failure.needs && { needs: first.failure.needs }),
		cause: first.failure,
	});
};

/** `20261125-171502-7f3a`. */
const runOf = async ({ nowMs, replayFiles }: CommandContext): Promise<string> => (await replayFiles()).newRun(nowMs());

/** Records a second; null for no limit. */
const rateOption = (args: Arguments): number | null => {
	const text = args.value('rate');
	if (text === undefined || text === 'unlimited') return null;
	if (!/^\d+$/.test(text) || Number(text) < 1)
		throw new Failure('usage', `--rate takes records a second such as 500, or unlimited, not "${text}".`);
	return Number(text);
};

/** Reads what would be written where a filter decides, or somebody asks; else the offsets say how much it is at most. */
const count = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	change: ReplayRecords,
	plan: ScanPlan,
): Promise<{ readonly change: ReplayRecords; readonly sample: readonly DetachedRecord[] }> => {
	const { filter } = change;
	if (isNoFilter(filter) && !context.arguments.has('dry-run')) return { change, sample: [] };
	const { countRecords } = await import('../operations/replay/plan-replay.ts');
	const access = await cluster.records();
	const { count: counted, sample } = await countRecords(access, {
		plan,
		filter,
		limit: change.limit,
		bytesPerSecond: access.scanRate,
		signal: context.signal,
		watch: job => scanProgress(context.output, job),
	});
	context.signal.throwIfAborted();
	return { change: { ...change, counted }, sample };
};

const run = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	change: ReplayRecords,
	resumed?: ReplayCheckpoint,
	file?: string,
): Promise<number> => {
	const { output, signal } = context;
	const files = await context.replayFiles();
	const path = file ?? files.checkpoints.fileOf(change.run);
	const { id, name } = await cluster.info();
	const { apply } = await cluster.changes();
	const access = await cluster.records();
	const started = performance.now();
	const outcome = await apply({
		change,
		isConfirmed: judgement => isConfirmedBy(context.arguments, judgement),
		signal,
		replay: {
			resumed,
			bytesPerSecond: access.scanRate,
			save: state => files.checkpoints.save(path, { ...state, cluster: { id: id ?? '', name } }),
			onProgress: progress => output.progress(progressLine(progress, performance.now() - started)),
		},
	});
	output.progress(undefined);
	if (outcome.replayed?.isComplete === true) await files.checkpoints.remove(path);
	return printReplay(context, cluster, outcome, path);
};

/** Options that a resumed replay takes from its checkpoint. */
const KEPT = ['into', 'dry-run', 'placement', 'compression', ...[...RANGE_OPTIONS, ...SEARCH_OPTIONS].map(o => o.name)];

const resume = async (context: CommandContext, file: string): Promise<number> => {
	const { arguments: args } = context;
	const again = KEPT.find(name => args.has(name));
	if (again !== undefined || args.positionals.length > 0)
		throw new Failure(
			'usage',
			`--resume goes on with what the checkpoint says; ${again === undefined ? 'topics are' : `--${again} is`} in it.`,
			{
				nextSteps: [`msk-tui replay --resume ${file}`],
			},
		);
	const { checkpoints } = await context.replayFiles();
	const checkpoint = await checkpoints.read(file);
	const cluster = await context.connect();
	const { id } = await cluster.info();
	if (id !== checkpoint.cluster.id)
		throw new Failure(
			'refused',
			`The replay of ${file} was begun on cluster ${checkpoint.cluster.name} (${checkpoint.cluster.id}), and this is ${id ?? 'one that tells no id'}.`,
		);
	const limited = checkpoint.change.limit;
	const change: ReplayRecords = {
		...checkpoint.change,
		limit: limited === null ? null : Math.max(0, limited - checkpoint.written),
		...(args.has('rate') && { recordsPerSecond: rateOption(args) }),
		counted: null,
	};
	return run(context, cluster, change, checkpoint, file);
};
