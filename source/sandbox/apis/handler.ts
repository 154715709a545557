import { errorCode } from '../../protocol/error-codes.ts';
import type { ApiName, DecodedRequestOf, ResponseInputOf } from '../../protocol/messages.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Partition } from '../cluster/partition.ts';
import type { Topic } from '../cluster/topic.ts';

/** What a handler knows besides the request. */
export type Call = {
	readonly cluster: Cluster;
	/** The broker that was asked. */
	readonly brokerId: number;
	readonly version: number;
	/** What the client calls itself; empty when it does not. */
	readonly clientId: string;
	/** `/` and its address, as Kafka writes it. */
	readonly clientHost: string;
	/** Aborted when the connection or the sandbox ends. */
	readonly signal: AbortSignal;
};

type Answer<N extends ApiName> = ResponseInputOf<N> | undefined;

/** One API: the versions the sandbox offers and how it answers; undefined is no answer at all (Produce with acks 0). */
export type Handler<N extends ApiName> = {
	readonly min: number;
	readonly max: number;
	readonly answer: (request: DecodedRequestOf<N>, call: Call) => Answer<N> | Promise<Answer<N>>;
};

/** APIs by name. */
export type Handlers = { readonly [N in ApiName]?: Handler<N> };

export const NONE = 0;
export const UNKNOWN_TOPIC_OR_PARTITION = errorCode('UNKNOWN_TOPIC_OR_PARTITION');
export const LEADER_NOT_AVAILABLE = errorCode('LEADER_NOT_AVAILABLE');
export const NOT_LEADER_OR_FOLLOWER = errorCode('NOT_LEADER_OR_FOLLOWER');
export const TOPIC_AUTHORIZATION_FAILED = errorCode('TOPIC_AUTHORIZATION_FAILED');
export const GROUP_AUTHORIZATION_FAILED = errorCode('GROUP_AUTHORIZATION_FAILED');
export const CLUSTER_AUTHORIZATION_FAILED = errorCode('CLUSTER_AUTHORIZATION_FAILED');

/** A partition that this broker leads, or the error of asking it for one. */
export type Led = { readonly topic: Topic; readonly partition: Partition } | { readonly error: number };

/** Finds a partition for a client that believes this broker leads it; `epoch` is the leader epoch it believes in, -1 for none. */
export const ledPartition = ({ cluster, brokerId }: Call, name: string, index: number, epoch = -1): Led => {
	const topic = cluster.topics.get(name);
	const partition = topic?.partition(index);
	if (topic === undefined || partition === undefined) return { error: UNKNOWN_TOPIC_OR_PARTITION };
	if (partition.leader < 0 && !partition.replicas.includes(brokerId)) return { error: NOT_LEADER_OR_FOLLOWER };
	if (partition.leader < 0) return { error: LEADER_NOT_AVAILABLE };
	if (partition.leader !== brokerId) return { error: NOT_LEADER_OR_FOLLOWER };
	if (epoch >= 0 && epoch < partition.leaderEpoch) return { error: errorCode('FENCED_LEADER_EPOCH') };
	if (epoch > partition.leaderEpoch) return { error: errorCode('UNKNOWN_LEADER_EPOCH') };
	return { topic, partition };
};
