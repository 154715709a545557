import { hasPreferredLeader, isOffline, isUnderReplicated, replicationFactor, type Topic } from './topic.ts';

/** What one broker leads and holds. All are counts of partitions, but the last two, which count topics. */
export type BrokerPlacement = {
	readonly leaders: number;
	readonly replicas: number;
	/** Replicas here that are not in sync. */
	readonly underReplicated: number;
	/** Partitions whose first replica is here, which Kafka therefore prefers to be led here, and how many of them are. */
	readonly preferred: number;
	readonly preferredLed: number;
	/** Topics of which this broker holds, or leads, more partitions than its share (see topicSpread). */
	readonly skewedTopics: number;
	readonly leaderSkewedTopics: number;
};

/** Partitions of one topic on one broker beside its fair share. */
export type TopicShare = {
	readonly broker: number;
	readonly partitions: number;
	readonly leaders: number;
	readonly isSkewed: boolean;
	readonly isLeaderSkewed: boolean;
};

/**
 * How evenly a topic lies on the brokers, with CMAK's definitions (yahoo/CMAK, ActorModel.TopicIdentity): a broker is skewed when it holds
 * more partitions than ceil(partitions ÷ brokers × replication factor), leader-skewed when it leads more than ceil(partitions ÷ brokers);
 * the percentages are shares of the brokers that hold something of the topic; the spread is the share of all brokers that do.
 * `sharePartitions` and `shareLeaders` are those limits. Only partitions that have a leader can be counted as led.
 */
export type TopicSpread = {
	readonly topic: string;
	readonly shares: readonly TopicShare[];
	readonly sharePartitions: number;
	readonly shareLeaders: number;
	readonly skewPercent: number;
	readonly leaderSkewPercent: number;
	readonly spreadPercent: number;
};

/** What one broker has of a topic, beside the topic's figures. */
export type BrokerTopicShare = Omit<TopicSpread, 'shares'> & TopicShare;

/** Works out how one topic lies on `brokers` live brokers. */
export const topicSpread = (topic: Topic, brokers: number): TopicSpread => {
	const held = new Map<number, { partitions: number; leaders: number }>();
	const at = (broker: number) => {
		const known = held.get(broker);
		if (known !== undefined) return known;
		const made = { partitions: 0, leaders: 0 };
		held.set(broker, made);
		return made;
	};
	for (const { replicas, leader } of topic.partitions) {
		for (const broker of replicas) at(broker).partitions += 1;
		if (leader !== null) at(leader).leaders += 1;
	}
	// A topic cannot lie on more brokers than it has replicas, so a small one in a large cluster is not skewed for that.
	const count = Math.max(1, brokers);
	const sharePartitions = Math.ceil((topic.partitions.length / count) * replicationFactor(topic));
	const shareLeaders = Math.ceil(topic.partitions.length / count);
	const shares = [...held].map(([broker, { partitions, leaders }]) => ({
		broker,
		partitions,
		leaders,
		isSkewed: partitions > sharePartitions,
		isLeaderSkewed: leaders > shareLeaders,
	}));
	const percent = (part: number, whole: number) => (whole === 0 ? 0 : Math.floor((100 * part) / whole));
	return {
		topic: topic.name,
		shares,
		sharePartitions,
		shareLeaders,
		skewPercent: percent(shares.filter(s => s.isSkewed).length, shares.length),
		leaderSkewPercent: percent(shares.filter(s => s.isLeaderSkewed).length, shares.length),
		spreadPercent: percent(shares.length, count),
	};
};

type Counts = { -readonly [K in keyof BrokerPlacement]: number };

/** Counts what brokers lead and hold, topic by topic, so that a large cluster can be counted in slices. */
export class PlacementCounter {
	readonly #brokers: number;
	readonly #counts = new Map<number, Counts>();

	constructor(liveBrokers: number) {
		this.#brokers = liveBrokers;
	}

	add(topic: Topic): void {
		for (const partition of topic.partitions) {
			const { leader, replicas, isr } = partition;
			if (leader !== null) this.#of(leader).leaders += 1;
			for (const broker of replicas) {
				const counts = this.#of(broker);
				counts.replicas += 1;
				if (isUnderReplicated(partition) && !isr.includes(broker)) counts.underReplicated += 1;
			}
			const preferred = replicas[0];
			if (preferred === undefined) continue;
			this.#of(preferred).preferred += 1;
			if (!isOffline(partition) && hasPreferredLeader(partition)) this.#of(preferred).preferredLed += 1;
		}
		for (const { broker, isSkewed, isLeaderSkewed } of topicSpread(topic, this.#brokers).shares) {
			if (isSkewed) this.#of(broker).skewedTopics += 1;
			if (isLeaderSkewed) this.#of(broker).leaderSkewedTopics += 1;
		}
	}

	/** The counts of a broker; zeros for one that holds nothing. */
	of(broker: number): BrokerPlacement {
		return this.#counts.get(broker) ?? nothing();
	}

	#of(broker: number): Counts {
		const known = this.#counts.get(broker);
		if (known !== undefined) return known;
		const made = nothing();
		this.#counts.set(broker, made);
		return made;
	}
}

const nothing = (): Counts => ({
	leaders: 0,
	replicas: 0,
	underReplicated: 0,
	preferred: 0,
	preferredLed: 0,
	skewedTopics: 0,
	leaderSkewedTopics: 0,
});
