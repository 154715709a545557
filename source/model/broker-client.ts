/**
 * A client that holds a connection to a broker, as far as Kafka tells: a member of a group that the broker coordinates.
 * Producers, and consumers without a group, are told by no API of Kafka.
 */
export type BrokerClient = {
	/** Tells members apart that share a client id and a host. */
	readonly memberId: string;
	readonly clientId: string;
	readonly host: string;
	readonly group: string;
	/** Partitions it owns; null where the assignment is not one of consumers. */
	readonly partitions: number | null;
};
