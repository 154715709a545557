import { asFailure, Failure } from '../../model/failure.ts';
import type { CloudReader } from '../../ports/cloud-reader.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';

/**
 * The brokers to ask CloudWatch for: those that Kafka calls alive, and those that MSK counts, whose ids go from 1 on. Either is enough: metrics
 * are wanted most when brokers do not answer. Rejects where neither tells.
 */
export const brokerIds = async (
	known: Pick<KnownCluster, 'reader'>,
	cloud: CloudReader,
	options?: ReadOptions,
): Promise<readonly number[]> => {
	const [told, described] = await Promise.all([
		known.reader.describeCluster(options).catch(asFailure),
		cloud.describe(options).catch(asFailure),
	]);
	if (told instanceof Failure && described instanceof Failure) throw told;
	const alive = told instanceof Failure ? [] : told.brokers.map(b => b.id);
	const counted = described instanceof Failure ? 0 : (described.brokers ?? 0);
	const ids = new Set([...alive, ...Array.from({ length: counted }, (_, i) => i + 1)]);
	return [...ids].sort((a, b) => a - b);
};
