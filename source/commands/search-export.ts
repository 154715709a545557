import { resolve } from 'node:path';
import { scanVerdict } from '../columns/scan-text.ts';
import { asFailure, Failure } from '../model/failure.ts';
import { partitionKey } from '../model/partition-key.ts';
import type { ScanCoverage, ScanEnd, ScanPlan } from '../model/record-scan.ts';
import { exportHead, exportLines, requireExportable } from '../operations/export-lines.ts';
import { recordFilter } from '../operations/record-filter.ts';
import type { RecordJob } from '../operations/scan-records.ts';
import type { RecordExport } from '../ports/record-export.ts';
import { shellWord } from '../units/shell-word.ts';
import { isoText } from '../units/time.ts';
import type { CommandContext, ConnectedCluster } from './command.ts';
import { checkpointDocument, type ExportState, readCheckpoint } from './export-checkpoint.ts';
import { FILTER_OPTIONS, rateOption } from './record-options.ts';
import { clusterOptions } from './same-cluster.ts';
import { scanProgress } from './scan-progress.ts';
import { reportScan } from './scan-report.ts';

const CHECKPOINT_MS = 2_000;

/** Options of a search that a resumed one takes from its checkpoint. */
const KEPT = ['from', 'to', 'last', 'count', 'verify', 'out', 'format', ...FILTER_OPTIONS.map(o => o.name).filter(name => name !== 'rate')];

/** Goes on with an export from its checkpoint. */
export const resumeExport = async (context: CommandContext, file: string): Promise<number> => {
	const { arguments: args, signal } = context;
	const again = KEPT.find(name => args.has(name));
	if (again !== undefined || args.positionals.length > 0)
		throw new Failure(
			'usage',
			`--resume goes on with what the checkpoint says; ${again === undefined ? 'topics are' : `--${again} is`} in it.`,
			{
				nextSteps: [`msk-tui search --resume ${file}`],
			},
		);
	const cluster = await context.connect();
	const { target, state: document } = await (await context.exports()).resume(file);
	try {
		const state = readCheckpoint(document, file);
		const { id } = await cluster.info();
		if (state.clusterId !== null && id !== null && id !== state.clusterId)
			throw new Failure('usage', `The export ${file} was begun on another cluster, ${state.clusterId}.`);
		const topics = [...new Set(state.plan.partitions.map(p => p.topic))];
		const { topics: found } = await cluster.known.reader.readTopics(topics, { signal });
		for (const { topic, topicId } of state.plan.partitions) {
			const now = found.find(t => t.name === topic);
			if (now !== undefined && now.topicId !== topicId)
				throw new Failure('incomplete', `Topic ${topic} was deleted and created again since the export ${file} was begun.`);
		}
		return await writeExport(context, cluster, target, state);
	} finally {
		await target.close();
	}
};

/** Starts an export. */
export const startExport = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	file: string,
	question: Omit<ExportState, 'clusterId' | 'coverage'>,
): Promise<number> => {
	const { id } = await cluster.info();
	const topics = new Set(question.plan.partitions.map(p => p.topic));
	requireExportable(question.format, topics, await cluster.records());
	const target = await (await context.exports()).create(file);
	try {
		const state = { ...question, clusterId: id, coverage: NOTHING };
		try {
			await target.append(Buffer.from(exportHead(question.format)));
			// Before the first record is written there must be something to go on from.
			await target.checkpoint(checkpointDocument(state));
		} catch (error) {
			await target.discard();
			throw error;
		}
		return await writeExport(context, cluster, target, state);
	} finally {
		await target.close();
	}
};

const NOTHING = {
	coveredOffsets: 0n,
	recordsSeen: 0,
	matched: 0,
	abortedRecords: 0,
	fetchedBytes: 0,
	unpackedBytes: 0,
	holes: [],
	whereFailures: [],
};

const writeExport = async (
	context: CommandContext,
	cluster: ConnectedCluster,
	target: RecordExport,
	state: ExportState,
): Promise<number> => {
	const { arguments: args, output, signal } = context;
	const access = await cluster.records();
	const { scanRecords } = await import('../operations/scan-records.ts');
	const job = scanRecords(access.source, state.plan, {
		filter: await recordFilter(state.filter, access.decoder),
		limit: state.limit === null ? undefined : state.limit - state.coverage.matched,
		isVerified: state.isVerified,
		bytesPerSecond: rateOption(args, access.scanRate),
		signal,
	});
	const lines = exportLines(state.format, access);
	const save = (): Promise<void> =>
		target.checkpoint(
			checkpointDocument({
				...state,
				plan: { ...state.plan, partitions: leftOf(state.plan, job) },
				coverage: together(state, job.coverage()),
			}),
		);
	const progress = scanProgress(output, job);
	let savedAt = performance.now();
	try {
		for await (const records of job) {
			await target.append(await lines(records));
			if (performance.now() - savedAt < CHECKPOINT_MS) continue;
			await save();
			savedAt = performance.now();
		}
	} catch (error) {
		await noteInterrupted(context, cluster, target, together(state, job.coverage()));
		throw error;
	} finally {
		progress.end();
	}
	const coverage = together(state, job.coverage());
	const { kind } = scanVerdict(coverage, job.end(), cluster.known.scope);
	if (kind === 'complete' || kind === 'limit') await target.finish();
	else await save();
	const code = await reportScan(context, cluster, coverage, job.end() satisfies ScanEnd | undefined);
	if (kind !== 'complete' && kind !== 'limit') {
		output.notice(`  to go on: msk-tui search --resume ${target.file}, with the same cluster`);
		await noteInterrupted(context, cluster, target, coverage);
	}
	return code;
};

/** Leaves the command that goes on where it is found without the terminal that said it: that one may be gone (SIGHUP). */
const noteInterrupted = async (
	{ arguments: args, interruptedJobs, nowMs, output }: CommandContext,
	cluster: ConnectedCluster,
	target: RecordExport,
	{ coveredOffsets, plannedOffsets, matched }: ScanCoverage,
): Promise<void> => {
	const file = resolve(target.file);
	const { id, name } = await cluster.info();
	try {
		const jobs = await interruptedJobs();
		await jobs.note({
			at: isoText(nowMs()),
			job: 'export',
			file,
			command: ['msk-tui search --resume', shellWord(file), ...clusterOptions(args, name)].join(' '),
			cluster: { id, name },
			coveredOffsets,
			plannedOffsets,
			matched,
		});
	} catch (error) {
		output.notice(`  ${asFailure(error).message}`);
	}
};

/** Every partition from where it stands; those that are through keep an empty range, so that the verdict counts them. */
const leftOf = (plan: ScanPlan, job: RecordJob): ScanPlan['partitions'] => {
	const positions = job.positions();
	return plan.partitions.map(p => ({ ...p, fromOffset: positions.get(partitionKey(p.topic, p.partition)) ?? p.fromOffset }));
};

/** What was seen before and now. */
const together = ({ coverage: before }: ExportState, now: ScanCoverage): ScanCoverage => ({
	...now,
	plannedOffsets:
		before.coveredOffsets +
		now.plannedOffsets +
		before.holes.reduce((sum, h) => sum + (h.kind === 'deleted' ? h.nextOffset - h.fromOffset : 0n), 0n),
	coveredOffsets: before.coveredOffsets + now.coveredOffsets,
	recordsSeen: before.recordsSeen + now.recordsSeen,
	matched: before.matched + now.matched,
	abortedRecords: before.abortedRecords + now.abortedRecords,
	fetchedBytes: before.fetchedBytes + now.fetchedBytes,
	unpackedBytes: before.unpackedBytes + now.unpackedBytes,
	holes: [...before.holes, ...now.holes],
	whereFailures: [...before.whereFailures, ...now.whereFailures],
});
