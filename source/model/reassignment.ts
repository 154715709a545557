import type { TopicPartition } from './partition-key.ts';

/** A partition whose replicas are on their way to other brokers. */
export type Reassignment = TopicPartition & {
	readonly replicas: readonly number[];
	readonly adding: readonly number[];
	readonly removing: readonly number[];
};
