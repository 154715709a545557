import { asFailure, Failure } from '../model/failure.ts';
import { later } from '../model/offset-order.ts';
import type { PlannedPartition, ScanCost, ScanPlan } from '../model/record-scan.ts';
import type { ClusterReader, ReadOptions } from '../ports/cluster-reader.ts';
import { replicaSizes } from './replica-sizes.ts';

/** An estimate must not keep anybody waiting for what it is about: a broker that is silent leaves it unknown. */
const PATIENCE_MS = 2_000;
/** What is read without a word, at whatever rate is allowed. */
const SMALL = { bytes: 64 * 1024 * 1024, seconds: 2, offsets: 100_000n };

/** True for what is read sooner than somebody has decided whether to; of unknown size, by the count of offsets. */
export const isSmallScan = ({ bytes, offsets }: ScanCost, bytesPerSecond: number | null): boolean =>
	bytes === null
		? offsets <= SMALL.offsets
		: Number(bytes) <= Math.min(SMALL.bytes, bytesPerSecond === null ? SMALL.bytes : bytesPerSecond * SMALL.seconds);

/**
 * Estimates the bytes between the offsets of a plan from the sizes of the logs, which take the right to describe the cluster. Packed records
 * are packed on disk too, so this is also what comes over the wire. Rejects only when aborted.
 */
export const scanCost = async (reader: ClusterReader, plan: ScanPlan, { signal }: ReadOptions = {}): Promise<ScanCost> => {
	const read = plan.partitions.filter(p => p.toOffset > p.fromOffset);
	const offsets = read.reduce((sum, p) => sum + p.toOffset - p.fromOffset, 0n);
	if (read.length === 0) return { offsets, bytes: 0n, failure: null };
	const patience = AbortSignal.timeout(PATIENCE_MS);
	try {
		return {
			offsets,
			...(await estimate(reader, read, { signal: signal === undefined ? patience : AbortSignal.any([signal, patience]) })),
		};
	} catch (error) {
		signal?.throwIfAborted();
		const failure = patience.aborted
			? new Failure('timeout', 'The brokers did not tell the sizes of their logs in time.')
			: asFailure(error);
		return { offsets, bytes: null, failure };
	}
};

const estimate = async (
	reader: ClusterReader,
	read: readonly PlannedPartition[],
	options: ReadOptions,
): Promise<Pick<ScanCost, 'bytes' | 'failure'>> => {
	const { topics, failures } = await reader.readTopics([...new Set(read.map(p => p.topic))], options);
	const partitionsOf = new Map(topics.map(topic => [topic.name, new Map(topic.partitions.map(p => [p.partition, p]))]));
	const leaders = new Set(read.flatMap(({ topic, partition }) => partitionsOf.get(topic)?.get(partition)?.leader ?? []));
	const sizes = await replicaSizes(await reader.readLogDirs([...leaders], options), options);
	let bytes = 0n;
	for (const { topic, partition, beginOffset, readableOffset, fromOffset, toOffset } of read) {
		const known = partitionsOf.get(topic)?.get(partition);
		const size = known === undefined ? (failures.get(topic) ?? null) : sizes.ofLeader(topic, known);
		if (typeof size !== 'bigint') return { bytes: null, failure: size };
		const held = readableOffset - beginOffset;
		const wanted = toOffset - later(fromOffset, beginOffset);
		if (held > 0n && wanted > 0n) bytes += (size * wanted) / held;
	}
	return { bytes, failure: null };
};
