import type { LogDir, ReplicaSize } from '../model/cluster.ts';
import { Failure, failed, type Outcome, success } from '../model/failure.ts';
import { eachInSlices } from '../model/in-slices.ts';
import { describeClusterRight } from '../model/needed-right.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { ResponseOf } from '../protocol/messages.ts';
import { failureOfCode } from './broker-errors.ts';
import type { ClusterLink } from './cluster-link.ts';

/** Kafka's answer for sizes of a volume it could not measure. */
const UNKNOWN_BYTES = -1n;

/**
 * Reads the log dirs of each broker from that broker. Kafka before 3.2 answers an unauthorised caller with an empty list instead of
 * an error, and every broker has at least one log dir: empty is a refusal here, never a broker without data.
 */
export const readLogDirs = async (
	link: ClusterLink,
	brokerIds: readonly number[],
	options?: ReadOptions,
): Promise<ReadonlyMap<number, Outcome<readonly LogDir[]>>> => {
	const deadline = link.deadline(options);
	await link.knowBrokers(deadline);
	const { answers, failures } = await link.eachBroker(
		brokerIds,
		id => link.broker(id, 'DescribeLogDirs', { topics: null }, { deadline }),
		deadline,
	);
	const found = new Map<number, Outcome<readonly LogDir[]>>();
	for (const [id, answer] of answers) found.set(id, await outcomeOf(id, answer));
	for (const [id, failure] of failures) found.set(id, failed(failure));
	return found;
};

const outcomeOf = async (id: number, answer: ResponseOf<'DescribeLogDirs'>): Promise<Outcome<readonly LogDir[]>> => {
	const resource = `the log dirs of broker ${id}`;
	const failure = failureOfCode(answer.errorCode, { resource, needs: describeClusterRight });
	if (failure !== undefined) return failed(failure);
	if (answer.results.length === 0) {
		return failed(
			new Failure('authorization', `Not authorised: Describe on the cluster, for ${resource}.`, { needs: describeClusterRight }),
		);
	}
	const dirs: LogDir[] = [];
	for (const dir of answer.results) {
		const replicas: ReplicaSize[] = [];
		await eachInSlices(dir.topics, ({ name, partitions }) => {
			for (const p of partitions)
				replicas.push({ topic: name, partition: p.partitionIndex, sizeBytes: p.partitionSize, isFuture: p.isFutureKey });
		});
		dirs.push({
			path: dir.logDir,
			totalBytes: dir.totalBytes === UNKNOWN_BYTES ? null : dir.totalBytes,
			usableBytes: dir.usableBytes === UNKNOWN_BYTES ? null : dir.usableBytes,
			replicas,
			error: failureOfCode(dir.errorCode, { resource: `log dir ${dir.logDir}` })?.message ?? null,
		});
	}
	return success(dirs);
};
