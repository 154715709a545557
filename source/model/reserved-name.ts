/** Names that belong to the cluster and not to whoever uses it. Pure. */

/** KRaft's own log lies beside the topics but is none. */
export const METADATA_LOG = '__cluster_metadata';

const KAFKAS: ReadonlySet<string> = new Set(['__consumer_offsets', '__transaction_state', '__share_group_state', METADATA_LOG]);

/** MSK's canary, and what Connect and Replicator keep in a cluster: `__amazon_msk_canary`, `__amazon_msk_connect_offsets_…`. Kafka does not call them internal. */
const AWS_TOPICS = '__amazon_msk_';
/** `amazon.msk.canary.group.broker-1`. */
const AWS_GROUPS = 'amazon.msk.canary.';

/** Kafka's internal topics by name: log dirs and names alone do not say which topics are internal. */
export const isInternalName = (topic: string): boolean => KAFKAS.has(topic);

/** Whose topic it is besides its users': nobody else may change it. */
export const ownerOfTopic = (topic: string, isInternal: boolean): 'Kafka' | 'AWS' | undefined =>
	topic.startsWith(AWS_TOPICS) ? 'AWS' : isInternal || isInternalName(topic) ? 'Kafka' : undefined;

export const isGroupOfAws = (group: string): boolean => group.startsWith(AWS_GROUPS);
