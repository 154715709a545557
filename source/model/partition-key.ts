/** `topic/partition`: a topic name cannot hold a slash (Kafka allows [a-zA-Z0-9._-]), so the key is unambiguous. */
export type PartitionKey = `${string}/${number}`;

export type TopicPartition = { readonly topic: string; readonly partition: number };

export const partitionKey = (topic: string, partition: number): PartitionKey => `${topic}/${partition}`;

export const splitPartitionKey = (key: string): TopicPartition => {
	const slash = key.lastIndexOf('/');
	return { topic: key.slice(0, slash), partition: Number(key.slice(slash + 1)) };
};
