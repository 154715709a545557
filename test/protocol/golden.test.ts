import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeAssignment, decodeSubscription, encodeAssignment, encodeSubscription } from '../../source/protocol/consumer-protocol.ts';
import { aclOperation, aclOperationNames, nameOf } from '../../source/protocol/enums.ts';
import { errorByCode, errorCode, errorName } from '../../source/protocol/error-codes.ts';
import { decodeRequestHeader, decodeResponseHeader, encodeRequestFrame, encodeResponseFrame } from '../../source/protocol/frames.ts';
import { decodeResponse, encodeRequest, ProtocolError } from '../../source/protocol/messages.ts';

// Bytes worked out by hand from Kafka's protocol guide, blanks between fields.
const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

test('ApiVersions v3 request: compact strings and an empty tag section', () => {
	assert.deepEqual(encodeRequest('ApiVersions', 3, { clientSoftwareName: 'abc', clientSoftwareVersion: '1' }), hex('04 616263 02 31 00'));
});

test('Metadata v12 request: null topics are a zero, all booleans a byte', () => {
	assert.deepEqual(encodeRequest('Metadata', 12, { topics: null, allowAutoTopicCreation: false }), hex('00 00 00 00'));
	const one = encodeRequest('Metadata', 12, { topics: [{ name: 'ab' }], includeTopicAuthorizedOperations: true });
	assert.deepEqual(one, hex('02 00000000000000000000000000000000 03 6162 00 01 01 00'));
});

test('Metadata v1 request: int32 count, int16 length, null is -1', () => {
	assert.deepEqual(encodeRequest('Metadata', 1, { topics: null }), hex('ffffffff'));
	assert.deepEqual(encodeRequest('Metadata', 1, { topics: [{ name: 'ab' }] }), hex('00000001 0002 6162'));
});

test('Metadata v12 response', () => {
	const bytes = hex(`
		00000005
		02 00000001 02 68 00002384 03 7a61 00
		04 616263 00000001
		02 0000 02 74 00112233445566778899aabbccddeeff 00
			02 0005 00000003 ffffffff 00000007 03 00000001 00000002 01 01 00
			80000000 00
		00`);
	const message = decodeResponse('Metadata', 12, bytes);
	assert.deepEqual(message.brokers, [{ nodeId: 1, host: 'h', port: 9092, rack: 'za' }]);
	assert.equal(message.throttleTimeMs, 5);
	assert.equal(message.clusterId, 'abc');
	const topic = message.topics[0]!;
	assert.equal(topic.topicId, 'ABEiM0RVZneImaq7zN3u_w');
	assert.deepEqual(topic.partitions, [
		{ errorCode: 5, partitionIndex: 3, leaderId: -1, leaderEpoch: 7, replicaNodes: [1, 2], isrNodes: [], offlineReplicas: [] },
	]);
});

test('request frames: the client id has an int16 length even in the flexible header', () => {
	const flexible = encodeRequestFrame('ApiVersions', 3, 7, 'me', { clientSoftwareName: 'a', clientSoftwareVersion: 'b' });
	assert.deepEqual(flexible, hex('00000012 0012 0003 00000007 0002 6d65 00 02 61 02 62 00'));
	const received = decodeRequestHeader(flexible.subarray(4));
	assert.deepEqual(
		{ ...received, body: received.body.toString('hex') },
		{ name: 'ApiVersions', version: 3, correlationId: 7, clientId: 'me', body: '0261026200' },
	);
	assert.deepEqual(encodeRequestFrame('ApiVersions', 0, 7, null, {}), hex('0000000a 0012 0000 00000007 ffff'));
});

test('response frames: ApiVersions has the oldest header in every version, others follow the body', () => {
	assert.deepEqual(encodeResponseFrame('ApiVersions', 3, 7, {}), hex('0000000c 00000007 0000 01 00000000 00'));
	const bytes = encodeResponseFrame('ListGroups', 3, 7, {});
	assert.deepEqual(bytes, hex('0000000d 00000007 00 00000000 0000 01 00'));
	const { correlationId, body } = decodeResponseHeader('ListGroups', 3, bytes.subarray(4));
	assert.equal(correlationId, 7);
	assert.deepEqual(decodeResponse('ListGroups', 3, body).groups, []);
});

test('a request of an unknown API or of no length is refused', () => {
	assert.throws(() => decodeRequestHeader(hex('7777 0000 00000000 ffff')), ProtocolError);
	assert.throws(() => decodeRequestHeader(hex('0012')), ProtocolError);
});

test('consumers’ assignment and subscription, also from a version newer than ours', () => {
	const assignment = hex('0001 00000001 0001 74 00000002 00000000 00000001 ffffffff');
	assert.deepEqual(decodeAssignment(assignment).assignedPartitions, [{ topic: 't', partitions: [0, 1] }]);
	assert.equal(decodeAssignment(assignment).userData, null);
	assert.deepEqual(encodeAssignment(1, { assignedPartitions: [{ topic: 't', partitions: [0, 1] }], userData: null }), assignment);
	const newer = encodeSubscription(3, { topics: ['a'], rackId: 'r', generationId: 4, userData: null });
	newer.writeInt16BE(9, 0);
	assert.equal(decodeSubscription(newer).rackId, 'r');
	assert.throws(() => decodeAssignment(Buffer.alloc(0)), ProtocolError);
});

test('error codes and enums have Kafka’s names', () => {
	assert.deepEqual(errorByCode(29), {
		code: 29,
		name: 'TOPIC_AUTHORIZATION_FAILED',
		message: 'Topic authorization failed.',
		isRetriable: false,
	});
	assert.equal(errorByCode(6)!.isRetriable, true);
	assert.equal(errorByCode(9999), undefined);
	assert.equal(errorName(9999), 'ERROR_9999');
	assert.equal(errorCode('NOT_COORDINATOR'), 16);
	assert.equal(errorName(-1), 'UNKNOWN_SERVER_ERROR');
	assert.equal(aclOperationNames[aclOperation.DESCRIBE_CONFIGS], 'DescribeConfigs');
	assert.equal(nameOf(aclOperation, 8), 'DESCRIBE');
	assert.equal(nameOf(aclOperation, 99), 'UNKNOWN');
});
