import type { RollLimits } from '../log/partition-log.ts';
import type { SandboxTime } from '../time.ts';
import { type Access, allAccess } from './access.ts';
import { Acls } from './acls.ts';
import { type Flavour, provisioned } from './flavour.ts';
import type { Group } from './group.ts';
import { Line } from './line.ts';
import type { Partition } from './partition.ts';
import { type BrokerValues, topicSetting, topicSettings } from './settings.ts';
import { spreadReplicas, Topic } from './topic.ts';
import { Transactions } from './transactions.ts';

export type Broker = {
	readonly id: number;
	readonly rack: string;
	/** Known once it listens; the same after it was away. */
	port: number;
	isUp: boolean;
	/** Its own dynamic settings. */
	readonly dynamic: Map<string, string>;
	/** As from its server.properties. */
	readonly static: ReadonlyMap<string, string>;
};

/** Settings as from server.properties that all brokers have in common. */
const COMMON_SETTINGS: ReadonlyMap<string, string> = new Map([
	['auto.create.topics.enable', 'false'],
	['default.replication.factor', '3'],
	['group.initial.rebalance.delay.ms', '0'],
	['log.dirs', '/kafka/datalogs'],
	['log.retention.check.interval.ms', '10000'],
	['min.insync.replicas', '2'],
	['num.io.threads', '8'],
	['num.network.threads', '5'],
	['process.roles', 'broker'],
	['replica.selector.class', 'org.apache.kafka.common.replica.RackAwareReplicaSelector'],
]);

const NOTHING: ReadonlyMap<string, string> = new Map();
export const OFFSETS_TOPIC = '__consumer_offsets';
const TRANSACTIONS_TOPIC = '__transaction_state';
/** Of either. */
const STATE_PARTITIONS = 50;

/** What all brokers of the sandbox share: topics, groups, who is up, who leads, what is set. */
export class Cluster {
	readonly clusterId = 'msk-tui-sandbox-0000AA';
	readonly time: SandboxTime;
	readonly brokers: readonly Broker[];
	readonly topics = new Map<string, Topic>();
	readonly groups = new Map<string, Group>();
	readonly dynamicDefaults = new Map<string, string>();
	readonly static = COMMON_SETTINGS;
	readonly acls = new Acls();
	readonly transactions = new Transactions(this);
	access: Access = allAccess;
	flavour: Flavour = provisioned;
	/** Lists that an identity may not see are empty instead of refused, as MSK answers some calls under IAM. */
	hidesRefusals = false;
	readonly line = new Line();
	/** The active controller of the quorum; controllers are nodes of their own, as on MSK. */
	readonly controllers = [3001, 3002, 3003] as const;
	#incarnations = 0;
	readonly #appendListeners = new Set<() => void>();
	readonly #brokerListeners = new Set<(broker: Broker) => void>();

	constructor(time: SandboxTime, racks: readonly string[] = ['use1-az1', 'use1-az2', 'use1-az3']) {
		this.time = time;
		this.brokers = racks.map((rack, i) => {
			const own = new Map([...COMMON_SETTINGS, ['node.id', String(i + 1)] as const, ['broker.rack', rack] as const]);
			return { id: i + 1, rack, port: 0, isUp: true, dynamic: new Map(), static: own };
		});
	}

	get liveBrokers(): readonly Broker[] {
		return this.brokers.filter(broker => broker.isUp);
	}

	broker(id: number): Broker | undefined {
		return this.brokers.find(broker => broker.id === id);
	}

	/** What holds on one broker. */
	brokerValues(id: number): BrokerValues {
		const broker = this.broker(id);
		return { dynamic: broker?.dynamic ?? NOTHING, dynamicDefault: this.dynamicDefaults, static: broker?.static ?? COMMON_SETTINGS };
	}

	/** A topic's setting as it stands. */
	topicText(topic: Topic, name: string): string {
		const definition = topicSettings.get(name);
		const anyBroker = this.brokers[0]?.id ?? 1;
		return definition === undefined ? '' : (topicSetting(definition, topic.config, this.brokerValues(anyBroker)).value ?? '');
	}

	/** The same as a number, or NaN. */
	topicNumber(topic: Topic, name: string): number {
		return Number.parseFloat(this.topicText(topic, name));
	}

	/** When a topic's active segments are closed. */
	rollLimits(topic: Topic): RollLimits {
		return { segmentBytes: this.topicNumber(topic, 'segment.bytes'), segmentMs: this.topicNumber(topic, 'segment.ms') };
	}

	topicById(id: string): Topic | undefined {
		for (const topic of this.topics.values()) if (topic.id === id) return topic;
		return undefined;
	}

	/** Adds a topic whose replicas are spread over the brokers, or lie where `replicasOf` says. */
	addTopic(spec: {
		readonly name: string;
		readonly partitions: number;
		readonly replicationFactor?: number;
		readonly replicasOf?: (partition: number) => readonly number[];
		readonly config?: Readonly<Record<string, string>>;
		readonly isInternal?: boolean;
		readonly fill?: ConstructorParameters<typeof Topic>[0]['fill'];
	}): Topic {
		const ids = this.brokers.map(broker => broker.id);
		const shift = this.topics.size % ids.length;
		const topic = new Topic({
			...spec,
			replicasOf: spec.replicasOf ?? spreadReplicas(ids, spec.replicationFactor ?? Math.min(3, ids.length), shift),
			incarnation: this.#incarnations++,
		});
		this.topics.set(topic.name, topic);
		return topic;
	}

	/** The partition of `__consumer_offsets` that holds a group, by Java's String.hashCode. */
	offsetsPartition(group: string): Partition | undefined {
		return this.topics.get(OFFSETS_TOPIC)?.partition(javaHash(group) % STATE_PARTITIONS);
	}

	/** The broker that coordinates a group; undefined when there is none now. */
	coordinatorOf(group: string): number | undefined {
		const leader = this.offsetsPartition(group)?.leader;
		return leader === undefined || leader < 0 ? undefined : leader;
	}

	/** The broker that coordinates a transactional id; undefined when there is none now. */
	transactionCoordinatorOf(transactionalId: string): number | undefined {
		const leader = this.topics.get(TRANSACTIONS_TOPIC)?.partition(javaHash(transactionalId) % STATE_PARTITIONS)?.leader;
		return leader === undefined || leader < 0 ? undefined : leader;
	}

	/** Kafka makes the topic of transactions when the coordinator of one is first looked for. */
	ensureTransactionsTopic(): void {
		if (this.topics.has(TRANSACTIONS_TOPIC)) return;
		this.addTopic({
			name: TRANSACTIONS_TOPIC,
			partitions: STATE_PARTITIONS,
			isInternal: true,
			config: {
				...{ 'cleanup.policy': 'compact', 'compression.type': 'uncompressed', 'min.insync.replicas': '2' },
				...{ 'segment.bytes': '104857600', 'unclean.leader.election.enable': 'false' },
			},
		});
	}

	/** Kafka makes the topic of commits when a group is first looked for. */
	ensureOffsetsTopic(): void {
		if (this.topics.has(OFFSETS_TOPIC)) return;
		this.addTopic({
			name: OFFSETS_TOPIC,
			partitions: STATE_PARTITIONS,
			isInternal: true,
			config: { 'cleanup.policy': 'compact', 'compression.type': 'producer', 'segment.bytes': '104857600' },
		});
	}

	/** Told whenever records came somewhere; long polls wait for it. */
	onAppend(listener: () => void): () => void {
		this.#appendListeners.add(listener);
		return () => this.#appendListeners.delete(listener);
	}

	/** Told when a broker went away or came back. */
	onBrokerChange(listener: (broker: Broker) => void): void {
		this.#brokerListeners.add(listener);
	}

	brokerChanged(broker: Broker): void {
		for (const listener of this.#brokerListeners) listener(broker);
	}

	appended(): void {
		for (const listener of [...this.#appendListeners]) listener();
	}
}

/** Java's String.hashCode without its sign, as Kafka's Utils.abs takes it: the smallest int counts as 0. */
const javaHash = (text: string): number => {
	let hash = 0;
	for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
	return hash === -0x80000000 ? 0 : Math.abs(hash);
};
