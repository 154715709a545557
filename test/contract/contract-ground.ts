import assert from 'node:assert/strict';
import type { FailureKind, Outcome } from '../../source/model/failure.ts';
import type { ClusterReader } from '../../source/ports/cluster-reader.ts';
import type { ClusterWriter } from '../../source/ports/cluster-writer.ts';
import type { ConnectionProbe } from '../../source/ports/connection-probe.ts';
import type { RecordSource } from '../../source/ports/record-source.ts';

/** A cluster with known contents, seen by an identity that may see everything. */
export type ContractGround = {
	readonly reader: ClusterReader;
	readonly writer: ClusterWriter;
	readonly source: RecordSource;
	readonly probe: ConnectionProbe;
	readonly brokers: readonly { readonly id: number; readonly rack: string | null }[];
	/** Three partitions on three replicas each, `retention.ms` set to 3600000 and `min.insync.replicas` to 1 (brokers: 2), 300 records in all, the log starting at 0. */
	readonly topic: string;
	/** A classic group without members that committed offset 10 for every partition of the topic. */
	readonly group: string;
	/** By codec, a topic of one partition with 50 records. */
	readonly codecs: ReadonlyMap<string, string>;
	/** One partition with `message.timestamp.type=LogAppendTime` and 50 records. */
	readonly appendTimeTopic: string;
	/** One partition from which compaction has taken the record at offset 0 and others. */
	readonly compactedTopic: string;
	/** Ten records each in partition 0: committed and aborted by `TOPIC-ended`, plain, and of `TOPIC-open`, which is open. */
	readonly ledgerTopic: string;
	/** No record of the ground is older (epoch ms). */
	readonly sinceMs: number;
};

/** The value of an outcome that must be one. */
export const valueIn = <T>(outcome: Outcome<T> | undefined): T => {
	assert.ok(outcome !== undefined, 'no answer');
	if (!outcome.ok) throw outcome.failure;
	return outcome.value;
};

/** The kind of failure of an outcome that must be one. */
export const kindOf = (outcome: Outcome<unknown> | undefined): FailureKind => {
	assert.ok(outcome !== undefined, 'no answer');
	assert.ok(!outcome.ok, 'a value where a failure was expected');
	return outcome.failure.kind;
};

/** That a time lies between the making of the ground and now. */
export const assertRecent = ({ sinceMs }: ContractGround, timeMs: number | null): void => {
	assert.ok(timeMs !== null && timeMs >= sinceMs - 1000 && timeMs <= Date.now() + 1000, String(timeMs));
};
