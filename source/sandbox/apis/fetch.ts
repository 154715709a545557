/** Reading records: Fetch, with long poll, byte limits and, as the client's rack says nothing else, the leader alone. */
import { errorCode } from '../../protocol/error-codes.ts';
import type { DecodedRequestOf } from '../../protocol/messages.ts';
import { type Call, type Handlers, ledPartition, NONE, TOPIC_AUTHORIZATION_FAILED } from './handler.ts';

/** The most one answer holds, whatever the client asks for. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_WAIT_MS = 60_000;
const NO_EPOCH = -1;
const READ_COMMITTED = 1;

type FetchRequest = DecodedRequestOf<'Fetch'>;
type Asked = FetchRequest['topics'][number]['partitions'][number];

const emptyAnswer = (partitionIndex: number, error: number) => ({
	partitionIndex,
	errorCode: error,
	highWatermark: -1n,
	lastStableOffset: -1n,
	records: Buffer.alloc(0),
	abortedTransactions: null,
});

const readOne = (call: Call, topic: string, asked: Asked, room: number, isCommittedOnly: boolean) => {
	const { partition: index, fetchOffset, partitionMaxBytes, currentLeaderEpoch } = asked;
	if (!call.cluster.access.allows('READ', 'topic', topic)) return emptyAnswer(index, TOPIC_AUTHORIZATION_FAILED);
	const led = ledPartition(call, topic, index, call.version >= 9 ? currentLeaderEpoch : NO_EPOCH);
	if ('error' in led) return emptyAnswer(index, led.error);
	const { log } = led.partition;
	const told = {
		highWatermark: log.endOffset,
		lastStableOffset: log.lastStableOffset,
		...(call.version >= 5 && { logStartOffset: log.startOffset }),
	};
	// Without room nothing is read: a partition gives at least one batch, and that only while the answer is empty.
	const batches = room > 0 ? log.read(fetchOffset, Math.min(partitionMaxBytes, room)) : [];
	if (batches === undefined) return emptyAnswer(index, errorCode('OFFSET_OUT_OF_RANGE'));
	if (!isCommittedOnly)
		return { partitionIndex: index, errorCode: NONE, ...told, records: Buffer.concat(batches), abortedTransactions: null };
	const decided = batches.filter(batch => batch.readBigInt64BE(0) < log.lastStableOffset);
	const last = decided.at(-1);
	const end = last === undefined ? fetchOffset : last.readBigInt64BE(0) + BigInt(last.readInt32BE(23)) + 1n;
	const abortedTransactions = log.abortedBetween(fetchOffset, end).map(({ producerId, firstOffset }) => ({ producerId, firstOffset }));
	return { partitionIndex: index, errorCode: NONE, ...told, records: Buffer.concat(decided), abortedTransactions };
};

const readAll = (request: FetchRequest, call: Call) => {
	let room = Math.min(Math.max(request.maxBytes, 1), MOST_BYTES);
	let bytes = 0;
	let hasError = false;
	const responses = request.topics.map(({ topic, partitions }) => ({
		topic,
		partitions: partitions.map(asked => {
			const answer = readOne(call, topic, asked, room, request.isolationLevel === READ_COMMITTED);
			room -= answer.records.length;
			bytes += answer.records.length;
			hasError ||= answer.errorCode !== NONE;
			return answer;
		}),
	}));
	return { responses, bytes, hasError };
};

/** Resolves at the next append, at the deadline, or when the connection ends. */
const nextChange = ({ cluster, signal }: Call, remainingMs: number): Promise<void> =>
	new Promise(resolve => {
		const done = (): void => {
			stopListening();
			cancel();
			signal.removeEventListener('abort', done);
			resolve();
		};
		const stopListening = cluster.onAppend(done);
		const cancel = cluster.time.after(remainingMs, done);
		signal.addEventListener('abort', done);
	});

export const fetchApis: Handlers = {
	Fetch: {
		min: 4,
		max: 12,
		answer: async (request, call) => {
			// Sessions are not kept: id 0 tells the client to send whole requests, as brokers whose session cache is full do.
			if (request.sessionId !== 0) return { errorCode: errorCode('FETCH_SESSION_ID_NOT_FOUND'), responses: [] };
			const deadline = call.cluster.time.now() + Math.min(request.maxWaitMs, MOST_WAIT_MS);
			for (;;) {
				const { responses, bytes, hasError } = readAll(request, call);
				const remaining = deadline - call.cluster.time.now();
				if (bytes >= request.minBytes || hasError || remaining <= 0 || call.signal.aborted) return { responses };
				await nextChange(call, remaining);
			}
		},
	},
};
