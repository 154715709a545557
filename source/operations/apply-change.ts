/**
 * The only place that changes a cluster. Every change goes the same way: judged → confirmed → looked at again → journalled → made, once →
 * read back → journalled. Whatever cannot be done in that order is not done.
 */
import { type Change, type ReplayRecords, subjectsOf } from '../model/change.ts';
import { asFailure, Failure, type Outcome } from '../model/failure.ts';
import type { Author, ChangeResult } from '../model/journalled-change.ts';
import { brokenConditions, type ChangePolicy, type Conditions, type Judgement, type PlainValue, type Reason } from '../model/judgement.ts';
import type { ChangeJournal } from '../ports/change-journal.ts';
import type { ClusterWriter } from '../ports/cluster-writer.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import type { RecordSink } from '../ports/record-sink.ts';
import { settingText } from '../units/setting-value.ts';
import { isoText } from '../units/time.ts';
import { type Landing, land } from './changes/land-change.ts';
import { stepsOf } from './changes/steps-of.ts';
import type { RecordAccess } from './record-access.ts';
import type { Replayed } from './replay/replay-records.ts';
import type { ReplayWork } from './replay/run-replay.ts';

/** What changing a cluster takes; the composition puts it together. */
export type ChangeParts = {
	readonly known: KnownCluster;
	readonly writer: () => Promise<ClusterWriter>;
	readonly journal: ChangeJournal;
	/** Asked anew right before the change is made: an unlocked cluster may be read-only again by then. */
	readonly policy: () => ChangePolicy;
	readonly clusterName: string;
	/** Why this is not the cluster that its context led to before; undefined when it is, or was never seen. */
	readonly otherCluster: () => string | undefined;
	readonly who: () => Promise<Author>;
	readonly newId: () => string;
	/** How long it is looked for what became of a change; the usual time when absent. */
	readonly landingMs?: number;
	/** What reading records takes, for those that are written again. */
	readonly records: () => Promise<RecordAccess>;
};

/** What a written plan saw. */
export type Expected = { readonly clusterId: string; readonly conditions: Conditions; readonly losers: readonly string[] };

export type ChangeRequest = {
	readonly change: Change;
	/** Asked once, with the effect; only `true` lets the change be made. */
	readonly isConfirmed: (judgement: Judgement) => boolean | Promise<boolean>;
	readonly expected?: Expected | undefined;
	/** The journalled change that this one puts back. */
	readonly undoes?: string | undefined;
	/** Gives up before the change is made; once it was sent it is seen to its end. */
	readonly signal?: AbortSignal | undefined;
	/** Of a replay alone. */
	readonly replay?: ReplayWork | undefined;
};

export type ChangeOutcome = {
	readonly judgement: Judgement;
	readonly result: 'refused' | 'unconfirmed' | 'unchanged' | ChangeResult;
	/** Its id in the journal; null when nothing was tried. */
	readonly id: string | null;
	/** Why items were not made, by item. */
	readonly failures: ReadonlyMap<string, Failure>;
	readonly after: PlainValue;
	/** The change was made, and the journal could not be told. */
	readonly journalFailure?: Failure;
	/** Of a replay alone. */
	readonly replayed?: Replayed;
};

export type ApplyChange = (request: ChangeRequest) => Promise<ChangeOutcome>;

/** Makes the function that changes a cluster. */
export const changeMaker =
	(parts: ChangeParts): ApplyChange =>
	async request => {
		const { change, signal } = request;
		const steps = stepsOf(change);
		const clusterId = await clusterIdOf(parts, signal);
		const judged = await steps.judge(parts.known, change, parts.policy(), { signal });
		const judgement = withReasons(judged, await planReasons(parts, request, judged, clusterId));
		if (judgement.verdict.kind === 'refuse') return stopped(judgement, 'refused');
		if (judgement.isNothing) return stopped(judgement, 'unchanged');
		if (!(await request.isConfirmed(judgement))) return stopped(judgement, 'unconfirmed');
		signal?.throwIfAborted();
		const late = await lastReasons(parts, change, judgement, clusterId, signal);
		if (late.length > 0) return stopped(withReasons(judgement, late), 'refused');
		const writer = await parts.writer();
		await tryFirst(writer, change);
		return act(parts, request, judgement, writer, clusterId);
	};

const stopped = (judgement: Judgement, result: 'refused' | 'unconfirmed' | 'unchanged'): ChangeOutcome => ({
	judgement,
	result,
	id: null,
	failures: new Map(),
	after: null,
});

const withReasons = (judgement: Judgement, reasons: readonly Reason[]): Judgement => {
	if (reasons.length === 0) return judgement;
	const { verdict } = judgement;
	const isRefused = verdict.kind === 'refuse' || reasons.some(r => r.weight === 'refuse');
	return {
		...judgement,
		verdict: {
			kind: isRefused ? 'refuse' : verdict.kind,
			reasons: [...verdict.reasons, ...reasons],
			asks: isRefused ? 'nothing' : verdict.asks,
		},
	};
};

const refusal = (code: string, text: string): Reason => ({ code, weight: 'refuse', text });

/** Kafka's own id of the cluster: a change is made on no cluster that does not say which one it is. */
const clusterIdOf = async ({ known }: ChangeParts, signal?: AbortSignal): Promise<string> => {
	const { clusterId } = await known.reader.describeCluster({ signal });
	if (clusterId === null)
		throw new Failure('refused', 'The cluster does not tell its id, so that nobody can be sure which one would be changed.');
	return clusterId;
};

/** A setting's value as people write it: `orders retention.ms` is of a setting by its last word. */
const conditionText = (name: string, value: string): string => settingText(name.split(' ').at(-1)!, value);

const planReasons = async (
	{ otherCluster }: ChangeParts,
	{ expected }: ChangeRequest,
	judged: Judgement,
	clusterId: string,
): Promise<readonly Reason[]> => {
	const other = otherCluster();
	const reasons = other === undefined ? [] : [refusal('otherCluster', other)];
	if (expected === undefined) return reasons;
	if (expected.clusterId !== clusterId)
		return [...reasons, refusal('otherCluster', `The plan was made for cluster ${expected.clusterId}, and this is ${clusterId}.`)];
	const broken = judged.isNothing ? [] : brokenConditions(expected.conditions, judged.conditions, conditionText);
	const added = judged.losers.filter(g => !expected.losers.includes(g));
	return [
		...reasons,
		...broken.map(text => refusal('changedSince', `Since the plan was made: ${text}.`)),
		...(added.length > 0 ? [refusal('changedSince', `The plan did not know that ${added.join(', ')} may lose unread records.`)] : []),
	];
};

/** Between the look and the change somebody else may have changed it, the time of an unlocking may be over, a group may have come back. */
const lastReasons = async (
	parts: ChangeParts,
	change: Change,
	judgement: Judgement,
	clusterId: string,
	signal?: AbortSignal,
): Promise<readonly Reason[]> => {
	const isNow = await clusterIdOf(parts, signal);
	if (isNow !== clusterId) return [refusal('otherCluster', `The cluster was ${clusterId} and is ${isNow} now.`)];
	const conditions = await stepsOf(change).conditions(parts.known, change, { signal });
	const broken = brokenConditions(judgement.conditions, conditions, conditionText);
	if (broken.length > 0)
		return broken.map(text => refusal('changedSince', `Since the effect was shown: ${text}. Nothing was changed; look again.`));
	return parts.policy().access === 'open' ? [] : [refusal('readOnly', 'The cluster is read-only again: its unlocking ran out.')];
};

/** Lets Kafka check what it can check without doing it; rejects with its reason, and then nothing was changed, on none of several topics. */
const tryFirst = async (writer: ClusterWriter, change: Change): Promise<void> => {
	const isTrial = true;
	const outcomes: readonly Outcome<null>[] =
		change.kind === 'topicSettings'
			? [...(await writer.alterTopicSettings(change.topics, change.edits, { isTrial })).values()]
			: change.kind === 'createTopic'
				? [await writer.createTopic(change, { isTrial })]
				: change.kind === 'addPartitions'
					? [await writer.addPartitions(change.topic, change.total, { isTrial })]
					: [];
	const refused = outcomes.find(o => !o.ok);
	if (refused === undefined || refused.ok) return;
	const { kind, message, nextSteps, details, needs } = refused.failure;
	throw new Failure(kind, `${message} Nothing was changed.`, { nextSteps, details, ...(needs && { needs }), cause: refused.failure });
};

const act = async (
	parts: ChangeParts,
	request: ChangeRequest,
	judgement: Judgement,
	writer: ClusterWriter,
	clusterId: string,
): Promise<ChangeOutcome> => {
	const { change, undoes } = request;
	const id = parts.newId();
	const { journal, known } = parts;
	const at = (): string => isoText(known.clock.now());
	const { before, verdict, undo } = judgement;
	const cluster = { id: clusterId, name: parts.clusterName };
	try {
		await journal.append({
			phase: 'begun',
			id,
			at: at(),
			who: await parts.who(),
			cluster,
			change,
			before,
			verdict,
			undo: undo.changes,
			...(undoes !== undefined && { undoes }),
		});
	} catch (error) {
		const { message } = asFailure(error);
		return stopped(withReasons(judgement, [refusal('journal', `${message} Without a journal nothing is changed.`)]), 'refused');
	}
	const landing = await landingOf(parts, request, writer);
	const failures = Object.fromEntries([...landing.failures].map(([item, failure]) => [item, failure.message]));
	try {
		await journal.append({ phase: 'ended', id, at: at(), result: landing.result, after: landing.after, failures });
	} catch (error) {
		return { judgement, id, ...landing, journalFailure: asFailure(error) };
	}
	return { judgement, id, ...landing };
};

/** Asks the cluster, once, and looks up what became of it. */
const landingOf = async (
	parts: ChangeParts,
	request: ChangeRequest,
	writer: ClusterWriter,
): Promise<Landing & { readonly replayed?: Replayed }> => {
	const { change } = request;
	const uncertain = (error: unknown): ReadonlyMap<string, Outcome<null>> => {
		const failure = asFailure(error);
		return new Map(subjectsOf(change).map(name => [name, { ok: false, failure }]));
	};
	if (change.kind !== 'replayRecords') {
		const answers = await perform(writer, change).catch(uncertain);
		return land(parts.known, change, answers, parts.landingMs);
	}
	try {
		const { runReplay } = await import('./replay/run-replay.ts');
		const sink = (): Promise<RecordSink> => writer.openSink({ topic: change.topic, compression: change.compression });
		return await runReplay(change, {
			known: parts.known,
			access: await parts.records(),
			sink,
			work: request.replay,
			signal: request.signal,
		});
	} catch (error) {
		return { result: 'notApplied', after: null, failures: new Map([[change.topic, asFailure(error)]]) };
	}
};

/** Asks the cluster, once. */
const perform = async (writer: ClusterWriter, change: Exclude<Change, ReplayRecords>): Promise<ReadonlyMap<string, Outcome<null>>> => {
	const isTrial = false;
	const of = (name: string, outcome: Outcome<null>) => new Map([[name, outcome]]);
	switch (change.kind) {
		case 'topicSettings':
			return writer.alterTopicSettings(change.topics, change.edits, { isTrial });
		case 'createTopic':
			return of(change.topic, await writer.createTopic(change, { isTrial }));
		case 'deleteTopic':
			return of(change.topic, await writer.deleteTopic(change.topic));
		case 'addPartitions':
			return of(change.topic, await writer.addPartitions(change.topic, change.total, { isTrial }));
		case 'purgeRecords':
			return writer.deleteRecords(change.below);
		case 'resetOffsets':
			return writer.commitOffsets(change.group, change.offsets);
		case 'deleteOffsets':
			return writer.deleteOffsets(change.group, change.topic, change.partitions);
		case 'deleteGroup':
			return of(change.group, await writer.deleteGroup(change.group));
		case 'removeMember':
			return of(change.group, await writer.removeMember(change.group, change));
		case 'electLeaders':
			return writer.electLeaders(change.partitions);
		case 'abortTransaction':
			return writer.abortTransaction(change);
	}
};
