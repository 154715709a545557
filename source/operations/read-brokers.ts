import { setTimeout } from 'node:timers/promises';
import type { BrokerMetrics, BrokerSummary, LogDirSummary } from '../model/broker-summary.ts';
import type { ClusterDescription, Controller, LogDir } from '../model/cluster.ts';
import { Failure, type Outcome } from '../model/failure.ts';
import { isSilence } from '../model/failure-kinds.ts';
import { eachInSlices } from '../model/in-slices.ts';
import { describeClusterRight, describeTopicRight, type RightScope } from '../model/needed-right.ts';
import { PlacementCounter } from '../model/placement.ts';
import type { Topic } from '../model/topic.ts';
import type { Gap, UnknownField } from '../model/unknown.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { unknownMetrics } from './cloud/broker-metrics.ts';
import { isUnreadable, missingAt, missingField } from './missing.ts';
import { visibilityGaps } from './read-topics.ts';
import { readTopicVisibility } from './topic-visibility.ts';

export type BrokersAnswer = {
	readonly brokers: readonly BrokerSummary[];
	readonly controller: Controller;
	readonly gaps: readonly Gap[];
	/** Every topic that was seen, and why there may be more; null when there are none. */
	readonly topics: readonly Topic[];
	readonly partial: Failure | null;
};

/**
 * Reads the brokers: where they are, what they lead and hold, what their disks have left, and who controls the cluster.
 * A broker that metadata names as a replica but that is not alive keeps a row, so that a dead broker is never merely absent.
 * `onTopics` gets the topics this is counted from, and the brokers while their disks still load.
 */
export const readBrokers = async (
	known: KnownCluster,
	options?: ReadOptions,
	onTopics?: (topics: readonly Topic[], early: BrokersAnswer) => void,
): Promise<BrokersAnswer> => {
	const { reader, scope } = known;
	const controllerAsked = reader.readController(options);
	// It is awaited below; what fails before must not leave it behind as a rejection that nobody handles.
	controllerAsked.catch(() => {});
	const [description, topicsAnswer] = await Promise.all([reader.describeCluster(options), reader.readTopics(null, options)]);
	const place = async (topics: readonly Topic[]): Promise<Placed> => {
		const placement = new PlacementCounter(description.brokers.length);
		await eachInSlices(topics, topic => placement.add(topic), options?.signal);
		const leaders = description.brokers.reduce((sum, b) => sum + placement.of(b.id).leaders, 0);
		return { placement, meanLeaders: leaders / Math.max(1, description.brokers.length) };
	};
	if (onTopics !== undefined) {
		const { topics } = topicsAnswer;
		const soon = (await Promise.race([controllerAsked, setTimeout(CONTROLLER_PATIENCE_MS, undefined, { ref: false })])) ?? NOT_YET;
		const controller = withRights(soon, scope);
		const facts: BrokerFacts = { ...(await place(topics)), partial: undefined, controller, logDirs: new Map() };
		const brokers = brokersIn(description, topics).map(seat => disksLoading(toBrokerSummary(known, seat, facts)));
		onTopics(topics, { brokers, controller, gaps: [], topics, partial: null });
	}
	const [logDirs, told] = await Promise.all([
		reader.readLogDirs(
			description.brokers.map(b => b.id),
			options,
		),
		controllerAsked,
	]);
	const controller = withRights(told, scope);
	const visibility = await readTopicVisibility(known, { visible: topicsAnswer.topics, logDirs, isAsked: () => true }, options);
	const topics = [...topicsAnswer.topics, ...visibility.added];
	const partial = visibilityGaps(known, visibility)[0]?.failure;
	const facts: BrokerFacts = { ...(await place(topics)), partial, controller, logDirs };
	const brokers = brokersIn(description, topics).map(broker => toBrokerSummary(known, broker, facts));
	const gaps: Gap[] = [];
	if (partial !== undefined) gaps.push(missingAt('brokers.leaders', partial, scope, describeTopicRight()));
	for (const broker of brokers)
		if (!broker.isAlive) gaps.push(missingAt(`brokers.${broker.id}`, notAlive(broker.id), scope, describeClusterRight));
	for (const [id, outcome] of [...logDirs].sort(([a], [b]) => a - b))
		if (!outcome.ok && isUnreadable(outcome.failure))
			gaps.push(missingAt(`brokers.${id}.logDirs`, outcome.failure, scope, describeClusterRight));
	for (const { field, reason, needs } of controller.unknown)
		gaps.push({
			path: `controller.${field}`,
			reason,
			needs,
			failure: new Failure(needs === null ? 'incomplete' : 'authorization', reason),
		});
	return { brokers, controller, gaps, topics, partial: partial ?? null };
};

/** A controller that hangs must not hold up what the brokers know; milliseconds. */
const CONTROLLER_PATIENCE_MS = 300;
const NOT_YET: Controller = {
	mode: null,
	leaderId: null,
	voters: [],
	observers: [],
	failure: null,
	unknown: ['mode', 'leaderId'].map(field => ({ field, reason: 'the controller has not answered yet', needs: null })),
};

/** Names the right that is missing in this cluster's own terms. */
const withRights = (controller: Controller, scope: RightScope): Controller => {
	const { failure, unknown } = controller;
	if (failure?.kind !== 'authorization') return controller;
	return { ...controller, unknown: unknown.map(u => missingField(u.field, failure, scope, describeClusterRight)) };
};

const notAlive = (id: number): Failure =>
	new Failure('incomplete', `Broker ${id} is not alive: metadata names it as a replica, but not among the brokers.`);

type Seat = Pick<BrokerSummary, 'id' | 'rack' | 'host' | 'port' | 'isAlive'>;

const brokersIn = (description: ClusterDescription, topics: readonly Topic[]): readonly Seat[] => {
	const seats = new Map<number, Seat>(description.brokers.map(b => [b.id, { ...b, isAlive: true }]));
	for (const { partitions } of topics)
		for (const { replicas } of partitions)
			for (const id of replicas) if (!seats.has(id)) seats.set(id, { id, rack: null, host: null, port: null, isAlive: false });
	return [...seats.values()].sort((a, b) => a.id - b.id);
};

/** Where replicas and leaders are, and how many leaders a live broker has on average. */
type Placed = { readonly placement: PlacementCounter; readonly meanLeaders: number };

type BrokerFacts = Placed & {
	/** Why the list of topics may be incomplete; counts over it are unknown then, since they would be too low. */
	readonly partial: Failure | undefined;
	readonly controller: Controller;
	readonly logDirs: ReadonlyMap<number, Outcome<readonly LogDir[]>>;
};

const COUNT_FIELDS = [
	'leaders',
	'replicas',
	'underReplicated',
	'preferred',
	'preferredLed',
	'leaderSkewPercent',
	'skewedTopics',
	'leaderSkewedTopics',
] as const;

const toBrokerSummary = ({ scope }: KnownCluster, seat: Seat, facts: BrokerFacts): BrokerSummary => {
	const { placement, meanLeaders, partial, controller, logDirs } = facts;
	const unknown: UnknownField[] = [];
	const count = placement.of(seat.id);
	const skew = meanLeaders === 0 || !seat.isAlive ? null : Math.round((count.leaders / meanLeaders - 1) * 100);
	if (partial !== undefined) for (const field of COUNT_FIELDS) unknown.push(missingField(field, partial, scope, describeTopicRight()));
	else if (skew === null)
		unknown.push({
			field: 'leaderSkewPercent',
			reason: seat.isAlive ? 'nothing is led in this cluster' : notAlive(seat.id).message,
			needs: null,
		});
	const follower = [...controller.voters, ...controller.observers].find(f => f.id === seat.id);
	const metadataLag = follower?.lag ?? null;
	if (metadataLag === null) unknown.push({ field: 'metadataLag', ...whyNoMetadataLag(controller) });
	const dirs: Outcome<readonly LogDir[]> = logDirs.get(seat.id) ?? { ok: false, failure: notAlive(seat.id) };
	if (!dirs.ok) for (const field of DISK_FIELDS) unknown.push(missingField(field, dirs.failure, scope, describeClusterRight));
	if (!seat.isAlive)
		for (const field of ['host', 'port']) unknown.push(missingField(field, notAlive(seat.id), scope, describeClusterRight));
	if (seat.rack === null)
		unknown.push({
			field: 'rack',
			reason: seat.isAlive ? 'the broker has no rack (broker.rack is not set)' : notAlive(seat.id).message,
			needs: seat.isAlive ? 'broker.rack' : null,
		});
	const logDirRows = dirs.ok ? dirs.value.map(toLogDirSummary) : null;
	return {
		...seat,
		...(partial === undefined ? { ...count, leaderSkewPercent: skew } : NO_COUNTS),
		metadataLag,
		isReachable: seat.isAlive && (dirs.ok || !isSilence(dirs.failure)),
		sizeBytes: logDirRows === null ? null : logDirRows.reduce((sum, d) => sum + d.sizeBytes, 0n),
		logDirs: logDirRows,
		isController: controller.mode === null || controller.leaderId === null ? null : controller.leaderId === seat.id,
		metrics: NO_METRICS,
		unknown,
	};
};

const disksLoading = (b: BrokerSummary): BrokerSummary =>
	b.isAlive
		? {
				...b,
				isReachable: undefined,
				sizeBytes: undefined,
				logDirs: undefined,
				unknown: b.unknown.filter(u => !DISK_FIELDS.includes(u.field)),
			}
		: b;

const DISK_FIELDS: readonly string[] = ['sizeBytes', 'logDirs'];

type Counts = Pick<BrokerSummary, (typeof COUNT_FIELDS)[number]>;
const NO_COUNTS = Object.fromEntries(COUNT_FIELDS.map(field => [field, null])) as Counts;

const whyNoMetadataLag = ({ mode, unknown }: Controller): Pick<UnknownField, 'reason' | 'needs'> => {
	const why = unknown.find(u => u.field === 'mode');
	if (why !== undefined) return { reason: why.reason, needs: why.needs };
	if (mode === 'zookeeper') return { reason: 'a cluster on ZooKeeper has no metadata quorum', needs: null };
	return { reason: 'the quorum leader does not tell how far this broker follows', needs: null };
};

/** Makes the row of a log dir; volume sizes are told from Kafka 3.3 on. */
export const toLogDirSummary = (dir: LogDir): LogDirSummary => {
	const reason = dir.error ?? 'the broker does not tell the size of the volume (Kafka 3.3 and later do)';
	const fields = (['totalBytes', 'usableBytes'] as const).filter(field => dir[field] === null);
	return {
		path: dir.path,
		totalBytes: dir.totalBytes,
		usableBytes: dir.usableBytes,
		error: dir.error,
		sizeBytes: dir.replicas.reduce((sum, r) => sum + r.sizeBytes, 0n),
		replicas: dir.replicas.length,
		unknown: fields.map(field => ({ field, reason, needs: null })),
	};
};

/** Metrics come from CloudWatch, which this reading does not ask. */
const NO_METRICS: BrokerMetrics = unknownMetrics({
	reason: 'broker metrics come from CloudWatch, which has nothing of a cluster that is not named by an ARN or MSK’s own hosts',
	needs: null,
});
