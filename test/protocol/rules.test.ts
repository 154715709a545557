import assert from 'node:assert/strict';
import test from 'node:test';
import {
	commonVersion,
	decodeRequest,
	decodeResponse,
	encodeRequest,
	encodeResponse,
	ProtocolError,
} from '../../source/protocol/messages.ts';

const refuses = (run: () => unknown, problem: RegExp): void => {
	assert.throws(run, (error: unknown) => error instanceof ProtocolError && problem.test(error.message));
};

test('fields that a version lacks are filled with Kafka’s defaults', () => {
	const old = decodeResponse('Metadata', 0, encodeResponse('Metadata', 0, { topics: [{ name: 'a', partitions: [{}] }] }));
	assert.equal(old.clusterId, null);
	assert.equal(old.controllerId, -1);
	assert.equal(old.topics[0]!.topicAuthorizedOperations, -2147483648);
	assert.equal(old.topics[0]!.topicId, 'AAAAAAAAAAAAAAAAAAAAAA');
	assert.deepEqual(old.topics[0]!.partitions[0]!.offlineReplicas, []);
	assert.equal(decodeRequest('Fetch', 4, encodeRequest('Fetch', 4, {})).maxBytes, 0x7fffffff);
});

test('a default is given for what is left out, also for undefined', () => {
	assert.deepEqual(
		encodeRequest('Metadata', 4, { topics: undefined }),
		encodeRequest('Metadata', 4, { topics: [], allowAutoTopicCreation: true }),
	);
});

test('a value that a version cannot carry is refused, unless ignorable', () => {
	refuses(() => encodeRequest('Metadata', 3, { allowAutoTopicCreation: false }), /allowAutoTopicCreation has a value/);
	refuses(() => encodeRequest('Metadata', 0, { topics: null }), /topics is null/);
	refuses(() => encodeRequest('Fetch', 14, { replicaState: { replicaId: 3 } }), /replicaState has a value/);
	assert.doesNotThrow(() => encodeRequest('Fetch', 14, { replicaState: { replicaId: -1 } }), 'the default, spelled out');
});

test('an ignorable value is dropped in silence', () => {
	const bytes = encodeResponse('Metadata', 0, { clusterId: 'abc', throttleTimeMs: 7 });
	assert.equal(decodeResponse('Metadata', 0, bytes).clusterId, null);
});

test('tagged fields are written only when they differ from the default, and unknown ones are skipped', () => {
	const plain = encodeRequest('Fetch', 17, {});
	const tagged = encodeRequest('Fetch', 17, { clusterId: 'c', replicaState: { replicaId: 3 } });
	assert.equal(plain.at(-1), 0);
	assert.equal(decodeRequest('Fetch', 17, tagged).clusterId, 'c');
	assert.deepEqual(decodeRequest('Fetch', 17, tagged).replicaState, { replicaId: 3, replicaEpoch: -1n });
	const unknown = Buffer.concat([plain.subarray(0, -1), Buffer.from([1, 99, 3, 1, 2, 3])]);
	assert.deepEqual(decodeRequest('Fetch', 17, unknown), decodeRequest('Fetch', 17, plain));
});

test('a nullable struct is null or whole', () => {
	const at = (cursor: { topicName: string; partitionIndex: number } | null) =>
		decodeResponse('DescribeTopicPartitions', 0, encodeResponse('DescribeTopicPartitions', 0, { nextCursor: cursor })).nextCursor;
	assert.equal(at(null), null);
	assert.deepEqual(at({ topicName: 't', partitionIndex: 3 }), { topicName: 't', partitionIndex: 3 });
});

test('numbers, texts and uuids that do not fit are refused', () => {
	refuses(() => encodeRequest('ElectLeaders', 2, { timeoutMs: 2 ** 31 }), /timeoutMs is 2147483648/);
	refuses(() => encodeRequest('ElectLeaders', 2, { timeoutMs: 1.5 }), /timeoutMs is 1.5/);
	refuses(() => encodeRequest('Heartbeat', 4, { groupId: 'x'.repeat(40_000) }), /groupId has 40000 bytes/);
	refuses(() => encodeRequest('DeleteTopics', 6, { topics: [{ topicId: 'short' }] }), /topicId is short/);
	refuses(() => encodeRequest('InitProducerId', 4, { producerId: 2n ** 63n }), /producerId/);
	refuses(() => encodeRequest('Metadata', 99, {}), /known versions are 0 to 13/);
});

test('the common version is the highest that both sides know', () => {
	assert.equal(commonVersion('Metadata', { min: 0, max: 12 }), 12);
	assert.equal(commonVersion('Metadata', { min: 0, max: 99 }), 13);
	assert.equal(commonVersion('Fetch', { min: 0, max: 3 }), undefined);
	assert.equal(commonVersion('Fetch', { min: 20, max: 21 }), undefined);
	assert.equal(commonVersion('DescribeQuorum', undefined), undefined);
	assert.equal(commonVersion('InitProducerId', { min: 0, max: 6 }), 5, 'v6 is unstable');
});

test('bytes after a message are ignored, as in Kafka', () => {
	const bytes = Buffer.concat([encodeResponse('ListGroups', 4, { groups: [{ groupId: 'g' }] }), Buffer.from('more')]);
	assert.equal(decodeResponse('ListGroups', 4, bytes).groups[0]!.groupId, 'g');
});
