import type { BrokerMetrics, BrokerSummary, LogDirSummary } from '../model/broker-summary.ts';
import type { ClusterDescription, Controller, LogDir } from '../model/cluster.ts';
import { Failure, type Outcome } from '../model/failure.ts';
import { describeClusterRight, describeTopicRight } from '../model/needed-right.ts';
import type { Topic } from '../model/topic.ts';
import type { Gap, UnknownField } from '../model/unknown.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isUnreadable, missingAt, missingField } from './missing.ts';
import { visibilityGaps } from './read-topics.ts';
import { readTopicVisibility } from './topic-visibility.ts';

export type BrokersAnswer = {
	readonly brokers: readonly BrokerSummary[];
	readonly controller: Controller;
	readonly gaps: readonly Gap[];
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
	const [description, topicsAnswer, controller] = await Promise.all([
		reader.describeCluster(options),
		reader.readTopics(null, options),
		reader.readController(options),
	]);
	if (onTopics !== undefined) {
		const facts: BrokerFacts = { topics: topicsAnswer.topics, partial: undefined, controller, logDirs: new Map() };
		const loading = (b: BrokerSummary): BrokerSummary =>
			b.isAlive ? { ...b, sizeBytes: undefined, logDirs: undefined, unknown: b.unknown.filter(u => u.field === 'rack') } : b;
		const seats = brokersIn(description, topicsAnswer.topics);
		onTopics(topicsAnswer.topics, { brokers: seats.map(seat => loading(toBrokerSummary(known, seat, facts))), controller, gaps: [] });
	}
	const logDirs = await reader.readLogDirs(
		description.brokers.map(b => b.id),
		options,
	);
	const visibility = await readTopicVisibility(known, { visible: topicsAnswer.topics, logDirs, isAsked: () => true }, options);
	const topics = [...topicsAnswer.topics, ...visibility.added];
	const partial = visibilityGaps(known, visibility)[0]?.failure;
	const brokers = brokersIn(description, topics).map(broker => toBrokerSummary(known, broker, { topics, partial, controller, logDirs }));
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
	return { brokers, controller, gaps };
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

type BrokerFacts = {
	readonly topics: readonly Topic[];
	/** Why the list of topics may be incomplete; counts over it are unknown then, since they would be too low. */
	readonly partial: Failure | undefined;
	readonly controller: Controller;
	readonly logDirs: ReadonlyMap<number, Outcome<readonly LogDir[]>>;
};

const toBrokerSummary = ({ scope }: KnownCluster, seat: Seat, { topics, partial, controller, logDirs }: BrokerFacts): BrokerSummary => {
	const unknown: UnknownField[] = [];
	const count = countReplicas(topics, seat.id);
	if (partial !== undefined)
		for (const field of ['leaders', 'replicas', 'underReplicated']) unknown.push(missingField(field, partial, scope, describeTopicRight()));
	const dirs: Outcome<readonly LogDir[]> = logDirs.get(seat.id) ?? { ok: false, failure: notAlive(seat.id) };
	if (!dirs.ok) for (const field of ['sizeBytes', 'logDirs']) unknown.push(missingField(field, dirs.failure, scope, describeClusterRight));
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
		leaders: partial === undefined ? count.leaders : null,
		replicas: partial === undefined ? count.replicas : null,
		underReplicated: partial === undefined ? count.underReplicated : null,
		sizeBytes: logDirRows === null ? null : logDirRows.reduce((sum, d) => sum + d.sizeBytes, 0n),
		logDirs: logDirRows,
		isController: controller.mode === null || controller.leaderId === null ? null : controller.leaderId === seat.id,
		metrics: NO_METRICS,
		unknown,
	};
};

/** What a broker leads and holds, and how many of its replicas are not in sync. */
const countReplicas = (topics: readonly Topic[], broker: number) => {
	let leaders = 0;
	let replicas = 0;
	let underReplicated = 0;
	for (const { partitions } of topics)
		for (const p of partitions) {
			if (p.leader === broker) leaders += 1;
			if (!p.replicas.includes(broker)) continue;
			replicas += 1;
			if (!p.isr.includes(broker)) underReplicated += 1;
		}
	return { leaders, replicas, underReplicated };
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

const METRIC_FIELDS = ['cpuPercent', 'bytesInPerSecond', 'bytesOutPerSecond', 'connections'] as const;

/** Metrics come from CloudWatch, which this reading does not ask. */
const NO_METRICS: BrokerMetrics = {
	cpuPercent: null,
	bytesInPerSecond: null,
	bytesOutPerSecond: null,
	connections: null,
	unknown: METRIC_FIELDS.map(field => ({
		field,
		reason: 'broker metrics come from CloudWatch, which was not asked',
		needs: 'cloudwatch:GetMetricData',
	})),
};
