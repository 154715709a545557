import type { ClusterDescription, Controller } from '../model/cluster.ts';
import { asFailure, Failure } from '../model/failure.ts';
import { describeClusterRight } from '../model/needed-right.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import { operationsOf } from './authorized-operations.ts';
import { SOFTWARE } from './broker-connection.ts';
import { failureOfCode } from './broker-errors.ts';
import { type ClusterLink, toBroker } from './cluster-link.ts';
import type { Deadline } from './deadline.ts';

const METADATA_TOPIC = '__cluster_metadata';

/** Asks the cluster who it is and what we may do on it; brokers without DescribeCluster (Kafka < 2.8) answer through Metadata. */
export const describeCluster = async (link: ClusterLink, options?: ReadOptions): Promise<ClusterDescription> => {
	const deadline = link.deadline(options);
	try {
		const answer = await link.any('DescribeCluster', { includeClusterAuthorizedOperations: true, endpointType: 1 }, { deadline });
		const failure = failureOfCode(answer.errorCode, { resource: 'the cluster', needs: describeClusterRight }, answer.errorMessage);
		if (failure !== undefined) throw failure;
		const brokers = answer.brokers.map(b => toBroker({ nodeId: b.brokerId, host: b.host, port: b.port, rack: b.rack }));
		link.connections.learnBrokers(brokers);
		return {
			clusterId: answer.clusterId,
			brokers,
			metadataControllerId: answer.controllerId,
			authorizedOperations: operationsOf(answer.clusterAuthorizedOperations),
		};
	} catch (error) {
		if (asFailure(error).kind !== 'unsupported') throw error;
		const answer = await link.readMetadata([], deadline);
		return {
			clusterId: answer.clusterId,
			brokers: answer.brokers.map(toBroker),
			metadataControllerId: answer.controllerId,
			authorizedOperations: null,
		};
	}
};

/**
 * Asks DescribeQuorum who leads the KRaft quorum and how far each voter is behind. Brokers on ZooKeeper do not know that API, and
 * Metadata's controller id is true there; MSK Serverless does not know it either, and keeps its controllers to itself.
 */
export const readController = async (link: ClusterLink, options?: ReadOptions): Promise<Controller> => {
	const deadline = link.deadline(options);
	await link.knowBrokers(deadline);
	try {
		const answer = await link.any(
			'DescribeQuorum',
			{ topics: [{ topicName: METADATA_TOPIC, partitions: [{ partitionIndex: 0 }] }] },
			{ deadline },
		);
		const failure = failureOfCode(
			answer.errorCode,
			{ resource: 'the controller quorum', needs: describeClusterRight },
			answer.errorMessage,
		);
		const quorum = answer.topics[0]?.partitions[0];
		const partial =
			failure ??
			(quorum && failureOfCode(quorum.errorCode, { resource: 'the controller quorum', needs: describeClusterRight }, quorum.errorMessage));
		if (partial !== undefined || quorum === undefined) return unknownController(partial);
		const leaderEnd = quorum.currentVoters.find(v => v.replicaId === quorum.leaderId)?.logEndOffset ?? quorum.highWatermark;
		return {
			mode: 'kraft',
			leaderId: quorum.leaderId < 0 ? null : quorum.leaderId,
			voters: quorum.currentVoters.map(lagBehind(leaderEnd)),
			observers: quorum.observers.map(lagBehind(leaderEnd)),
			failure: null,
			unknown: quorum.leaderId < 0 ? [{ field: 'leaderId', reason: 'The quorum has no leader right now.', needs: null }] : [],
		};
	} catch (error) {
		deadline.signal?.throwIfAborted();
		const failure = asFailure(error);
		return failure.kind === 'unsupported' ? controllerWithoutQuorum(link, deadline, failure) : unknownController(failure);
	}
};

/** A follower may have been asked a moment after the leader: what is ahead by that moment is not behind. */
const lagBehind =
	(leaderEnd: bigint) =>
	({ replicaId, logEndOffset }: { readonly replicaId: number; readonly logEndOffset: bigint }) => ({
		id: replicaId,
		lag: logEndOffset < 0n ? null : logEndOffset > leaderEnd ? 0n : leaderEnd - logEndOffset,
	});

/** LeaderAndIsr, which a controller on ZooKeeper sends: only its brokers offer it. Kafka 4 has no such message any more. */
const LEADER_AND_ISR_KEY = 4;

const controllerWithoutQuorum = async (link: ClusterLink, deadline: Deadline, unsupported: Failure): Promise<Controller> => {
	const { apiKeys } = await link.any('ApiVersions', SOFTWARE, { deadline });
	if (apiKeys.some(({ apiKey }) => apiKey === LEADER_AND_ISR_KEY)) return zookeeperController(link, deadline);
	const why = 'The brokers offer no DescribeQuorum and are none on ZooKeeper: the cluster does not show its controller, as MSK Serverless.';
	return unknownController(new Failure('unsupported', why, { cause: unsupported }));
};

const zookeeperController = async (link: ClusterLink, deadline: Deadline): Promise<Controller> => {
	const answer = await link.readMetadata([], deadline);
	const leaderId = answer.controllerId < 0 ? null : answer.controllerId;
	return {
		mode: 'zookeeper',
		leaderId,
		voters: [],
		observers: [],
		failure: null,
		unknown: leaderId === null ? [{ field: 'leaderId', reason: 'No controller is elected right now.', needs: null }] : [],
	};
};

const unknownController = (cause: Failure | undefined): Controller => {
	const failure = cause ?? new Failure('incomplete', 'The brokers told nothing of the controller quorum.');
	const unknown = ['mode', 'leaderId'].map(field => ({ field, reason: failure.message, needs: null }));
	return { mode: null, leaderId: null, voters: [], observers: [], failure, unknown };
};
