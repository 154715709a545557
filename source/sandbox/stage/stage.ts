import type { Cluster } from '../cluster/cluster.ts';
import { Group } from '../cluster/group.ts';
import { catchUp, loseBroker, returnBroker } from '../cluster/outage.ts';
import type { Topic } from '../cluster/topic.ts';
import { PartitionLog } from '../log/partition-log.ts';
import type { Recipe } from '../log/synthetic-segment.ts';
import type { RegisteredSchema } from '../registry/registered-schemas.ts';
import { every } from '../time.ts';
import { assignEvenly } from './assign.ts';
import { type Reading, SimulatedGroup } from './simulated-group.ts';
import { Traffic } from './traffic.ts';

/** How often traffic flows and consumers move. */
const TICK_MS = 250;

export type TopicPlan = {
	readonly partitions: number;
	readonly replicationFactor?: number;
	readonly config?: Readonly<Record<string, string>>;
	/** A broker whose replicas never catch up. */
	readonly laggingBroker?: number;
	/** Records that were there and came, evenly: how many a second over all partitions, since when, and whether they go on coming. */
	readonly records?: { readonly recipe: Recipe; readonly perSecond: number; readonly sinceMs: number; readonly isLive?: boolean };
	/** Offset of the first record there ever was here; what is older is gone. */
	readonly startOffset?: number;
};

export type GroupPlan = {
	readonly type?: 'classic' | 'consumer';
	readonly reads: readonly string[];
	/** Client ids of its members; none is an empty group. */
	readonly members: readonly string[];
	readonly assignor?: string;
	readonly reading: Reading;
};

/** What a scenario's script is written with. */
export class Stage {
	readonly cluster: Cluster;
	readonly schemas: RegisteredSchema[] = [];
	readonly #traffic: Traffic[] = [];
	readonly #groups: SimulatedGroup[] = [];
	readonly #stops: (() => void)[] = [];

	constructor(cluster: Cluster) {
		this.cluster = cluster;
	}

	topic(name: string, plan: TopicPlan): void {
		const { records, startOffset = 0, laggingBroker } = plan;
		const now = this.cluster.time.now();
		const stepMs = records === undefined ? 0 : (1000 * plan.partitions) / records.perSecond;
		let topic: Topic;
		const fill = (empty: PartitionLog): PartitionLog => {
			const log = new PartitionLog(empty.partition, BigInt(startOffset));
			if (records !== undefined) {
				const fromMs = now - records.sinceMs + (empty.partition * stepMs) / plan.partitions;
				log.flow({ recipe: records.recipe, stepMs }, fromMs, now, this.cluster.rollLimits(topic));
			}
			return log;
		};
		topic = this.cluster.addTopic({
			name,
			partitions: plan.partitions,
			...(plan.replicationFactor !== undefined && { replicationFactor: plan.replicationFactor }),
			...(plan.config !== undefined && { config: plan.config }),
			fill,
		});
		if (laggingBroker !== undefined)
			for (const partition of topic.partitions) {
				partition.lagging = [laggingBroker];
				partition.isr = partition.replicas.filter(id => id !== laggingBroker);
				if (partition.leader === laggingBroker) partition.leader = partition.isr[0] ?? -1;
			}
		if (records?.isLive === true) this.#traffic.push(new Traffic(topic, { recipe: records.recipe, stepMs }, now));
	}

	/** A schema that records are written with; the registry has it. */
	schema(schema: RegisteredSchema): void {
		this.schemas.push(schema);
	}

	group(id: string, plan: GroupPlan): void {
		this.cluster.ensureOffsetsTopic();
		const { type = 'classic', members, reads, assignor = type === 'classic' ? 'cooperative-sticky' : 'uniform' } = plan;
		const group = new Group({
			id,
			type,
			protocolType: 'consumer',
			protocol: members.length > 0 ? assignor : '',
			state: members.length > 0 ? 'Stable' : 'Empty',
		});
		const topics = reads.map(name => this.#topicNamed(name));
		group.members = assignEvenly(topics, members);
		group.epoch = 1;
		this.cluster.groups.set(id, group);
		this.#groups.push(new SimulatedGroup(group, topics, plan.reading));
	}

	/** A group that nothing moves: nothing of it is made before somebody asks. */
	sleepingGroup(id: string, { reads, unread }: { readonly reads: readonly string[]; readonly unread: number }): void {
		this.cluster.ensureOffsetsTopic();
		const commits = () =>
			new Map(
				reads.map(name => {
					const { partitions } = this.#topicNamed(name);
					const behind = BigInt(unread);
					const offsetOf = (end: bigint): bigint => (end > behind ? end - behind : 0n);
					return [name, new Map(partitions.map(p => [p.index, { offset: offsetOf(p.log.endOffset), leaderEpoch: 0, metadata: '' }]))];
				}),
			);
		this.cluster.groups.set(id, new Group({ id, type: 'classic', protocolType: 'consumer', commits }));
	}

	/** Takes a broker away now and gives it back after `awayMs`; its replicas are in sync again `catchUpMs` later. */
	outage(brokerId: number, awayMs: number, catchUpMs: number): void {
		loseBroker(this.cluster, brokerId);
		this.after(awayMs, () => {
			returnBroker(this.cluster, brokerId);
			this.after(catchUpMs, () => catchUp(this.cluster));
		});
	}

	after(ms: number, run: () => void): void {
		this.#stops.push(this.cluster.time.after(ms, run));
	}

	every(ms: number, run: () => void): void {
		this.#stops.push(every(this.cluster.time, ms, run));
	}

	/** Lets time do its work from now on. */
	start(): void {
		this.#retain();
		this.every(TICK_MS, () => this.#tick());
		this.every(Number(this.cluster.static.get('log.retention.check.interval.ms')), () => this.#retain());
	}

	stop(): void {
		for (const stop of this.#stops) stop();
	}

	#tick(): void {
		const now = this.cluster.time.now();
		let came = 0;
		// A topic may be gone: somebody deleted it.
		for (const traffic of this.#traffic)
			if (this.cluster.topics.get(traffic.topic.name) === traffic.topic) came += traffic.flow(now, this.cluster.rollLimits(traffic.topic));
		for (const group of this.#groups) if (this.cluster.groups.get(group.group.id) === group.group) group.move();
		if (came > 0) this.cluster.appended();
	}

	#retain(): void {
		const now = this.cluster.time.now();
		for (const topic of this.cluster.topics.values()) {
			const logs = topic.existingPartitions.flatMap(partition => partition.existingLog ?? []);
			if (logs.length === 0 || !this.cluster.topicText(topic, 'cleanup.policy').includes('delete')) continue;
			const limits = {
				retentionMs: this.cluster.topicNumber(topic, 'retention.ms'),
				retentionBytes: this.cluster.topicNumber(topic, 'retention.bytes'),
			};
			for (const log of logs) log.retain(limits, now);
		}
	}

	#topicNamed(name: string): Topic {
		const topic = this.cluster.topics.get(name);
		if (topic === undefined) throw new Error(`the scenario has no topic ${name}`);
		return topic;
	}
}
