import { describeClusterRight } from '../model/needed-right.ts';
import type { Reassignment } from '../model/reassignment.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import { failureOfCode } from './broker-errors.ts';
import type { ClusterLink } from './cluster-link.ts';

const CONTROLLER_WAIT_MS = 10_000;

/** Asks which partitions are on their way to other brokers. Throws a Failure where that may not be seen. */
export const readReassignments = async (link: ClusterLink, options?: ReadOptions): Promise<readonly Reassignment[]> => {
	const deadline = link.deadline(options);
	await link.knowBrokers(deadline);
	const answer = await link.any('ListPartitionReassignments', { timeoutMs: CONTROLLER_WAIT_MS, topics: null }, { deadline });
	const failure = failureOfCode(answer.errorCode, { resource: 'the reassignments', needs: describeClusterRight }, answer.errorMessage);
	if (failure !== undefined) throw failure;
	return answer.topics.flatMap(({ name, partitions }) =>
		partitions.map(p => ({
			topic: name,
			partition: p.partitionIndex,
			replicas: p.replicas,
			adding: p.addingReplicas,
			removing: p.removingReplicas,
		})),
	);
};
