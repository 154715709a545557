/** Topics that Kafka's coordinators write for themselves; coordinator-records.ts reads them. */
export const COORDINATOR_TOPICS = { groups: '__consumer_offsets', transactions: '__transaction_state' } as const;

export const isCoordinatorTopic = (topic: string): boolean =>
	topic === COORDINATOR_TOPICS.groups || topic === COORDINATOR_TOPICS.transactions;
