/** Markers from outside: WriteTxnMarkers, as brokers and kafka-transactions abort send it. */
import { errorCode } from '../../protocol/error-codes.ts';
import { CLUSTER_NAME } from '../cluster/access.ts';
import { type Call, CLUSTER_AUTHORIZATION_FAILED, type Handlers, ledPartition, NONE } from './handler.ts';

type Marker = { readonly producerId: bigint; readonly producerEpoch: number; readonly transactionResult: boolean };

const mark = (call: Call, { producerId, producerEpoch, transactionResult }: Marker, topicName: string, index: number): number => {
	const { cluster } = call;
	if (!cluster.access.allows('ALTER', 'cluster', CLUSTER_NAME)) return CLUSTER_AUTHORIZATION_FAILED;
	const led = ledPartition(call, topicName, index);
	if ('error' in led) return led.error;
	const { topic, partition } = led;
	const known = [...partition.log.producers.all].find(([id]) => id === producerId)?.[1];
	if (known !== undefined && producerEpoch < known.epoch) return errorCode('INVALID_PRODUCER_EPOCH');
	const at = { nowMs: cluster.time.now(), leaderEpoch: partition.leaderEpoch, limits: cluster.rollLimits(topic) };
	partition.log.endTransaction({ id: producerId, epoch: producerEpoch }, transactionResult, at);
	cluster.appended();
	return NONE;
};

export const transactionMarkerApis: Handlers = {
	WriteTxnMarkers: {
		min: 1,
		max: 1,
		answer: ({ markers }, call) => ({
			markers: markers.map(marker => ({
				producerId: marker.producerId,
				topics: marker.topics.map(({ name, partitionIndexes }) => ({
					name,
					partitions: partitionIndexes.map(partitionIndex => ({ partitionIndex, errorCode: mark(call, marker, name, partitionIndex) })),
				})),
			})),
		}),
	},
};
