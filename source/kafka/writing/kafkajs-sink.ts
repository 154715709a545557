import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs, { type Message, type Producer } from 'kafkajs';
import type { Compression } from '../../model/change.ts';
import { asFailure, Failure } from '../../model/failure.ts';
import { idempotentWriteRight, writeTopicRight } from '../../model/needed-right.ts';
import type { OutgoingRecord, RecordSink, SinkOptions, Written } from '../../ports/record-sink.ts';
import { failureOfCode } from '../broker-errors.ts';
import type { ClusterLink } from '../cluster-link.ts';
import { ExactProducer } from './exact-producer.ts';
import { kafkajsConfig, type ProducerWay } from './kafkajs-way.ts';

const { CompressionCodecs, CompressionTypes, Kafka } = kafkajs;
const TYPES: Readonly<Record<Compression, number>> = {
	none: CompressionTypes.None,
	gzip: CompressionTypes.GZIP,
	zstd: CompressionTypes.ZSTD,
};
const WRITE_MS = 30_000;

const zstd = promisify(zstdCompress);
const unzstd = promisify(zstdDecompress);
// kafkajs brings gzip alone; Node has zstd.
(CompressionCodecs as Record<number, unknown>)[CompressionTypes.ZSTD] = () => ({
	compress: ({ buffer }: { readonly buffer: Buffer }) => zstd(buffer),
	decompress: (buffer: Buffer) => unzstd(buffer),
});

/** Opens kafkajs as an idempotent producer. Rejects with a Failure when it gets no connection or no producer id. */
export const openKafkajsSink = async (link: ClusterLink, way: ProducerWay, { topic, compression }: SinkOptions): Promise<RecordSink> => {
	const producer = new Kafka(await kafkajsConfig(way)).producer({
		idempotent: true,
		// Its default makes topics that nobody asked for.
		allowAutoTopicCreation: false,
		maxInFlightRequests: 1,
		// It asks the partitioner for records that name their partition, too.
		createPartitioner:
			() =>
			({ message }) =>
				message.partition!,
	});
	try {
		await producer.connect();
	} catch (error) {
		await producer.disconnect().catch(() => {});
		throw failureOf(error, topic);
	}
	const exact = new ExactProducer(link, topic, compression);
	return {
		write: async records => {
			// Of a partition all of these go the same way, so that their order stays.
			const odd = new Set(records.filter(r => !isCarried(r.headers)).map(r => r.partition));
			const plain = odd.size === 0 ? records : records.filter(r => !odd.has(r.partition));
			const exactly = (partition: number): Promise<Written> =>
				exact.write(
					partition,
					records.filter(r => r.partition === partition),
				);
			try {
				const written = plain.length === 0 ? [] : await write(producer, topic, TYPES[compression], plain);
				return [...written, ...(await Promise.all([...odd].map(exactly)))];
			} catch (error) {
				throw uncertain(error);
			}
		},
		close: () => producer.disconnect(),
	};
};

const write = async (
	producer: Producer,
	topic: string,
	compression: number,
	records: readonly OutgoingRecord[],
): Promise<readonly Written[]> => {
	const counts = new Map<number, number>();
	for (const { partition } of records) counts.set(partition, (counts.get(partition) ?? 0) + 1);
	try {
		const answers = await producer.send({ topic, acks: -1, timeout: WRITE_MS, compression, messages: records.map(messageOf) });
		return answers.map(({ partition, baseOffset }) => ({
			partition,
			records: counts.get(partition) ?? 0,
			baseOffset: BigInt(baseOffset ?? -1),
		}));
	} catch (error) {
		throw failureOf(error, topic);
	}
};

/** kafkajs keeps headers as fields of an object: names that look like numbers move to the front, null values and names between others are lost. */
const isCarried = (headers: OutgoingRecord['headers']): boolean => {
	const seen = new Set<string>();
	let last = '';
	for (const { name, value } of headers) {
		if (value === null || /^\d+$/.test(name) || name === '__proto__' || (name !== last && seen.has(name))) return false;
		seen.add(name);
		last = name;
	}
	return true;
};

const messageOf = ({ partition, key, value, headers, timestampMs }: OutgoingRecord): Message => {
	const fields: Record<string, Buffer | Buffer[]> = {};
	for (const { name, value: bytes } of headers) {
		const before = fields[name];
		fields[name] = before === undefined ? bytes! : [...(Array.isArray(before) ? before : [before]), bytes!];
	}
	return { partition, key, value, headers: fields, timestamp: String(timestampMs) };
};

type KafkajsError = {
	readonly name?: string;
	readonly type?: string;
	readonly code?: unknown;
	readonly message?: string;
	readonly cause?: unknown;
	readonly originalError?: unknown;
};

/** The broker's own error inside of kafkajs' wrappings. */
const failureOf = (error: unknown, topic: string): Failure => {
	let at = error as KafkajsError | undefined;
	for (let depth = 0; at !== undefined && depth < 8; depth++) {
		if (typeof at.code === 'number' && typeof at.type === 'string') {
			const needs = at.type.startsWith('CLUSTER') ? idempotentWriteRight : writeTopicRight(topic);
			const failure = failureOfCode(
				at.code,
				{ resource: at.type.startsWith('CLUSTER') ? 'the cluster' : `topic ${topic}`, needs },
				at.message,
			);
			if (failure !== undefined) return failure;
		}
		at = (at.cause ?? at.originalError) as KafkajsError | undefined;
	}
	const { message = String(error) } = Object(error) as KafkajsError;
	return new Failure('connection', `Records could not be written into ${topic}: ${message}`, { cause: error });
};

/** What one partition refused says nothing of the others, nor what timed out of itself. */
const uncertain = (error: unknown): Failure => {
	const { kind, message, nextSteps, details, needs } = asFailure(error);
	return new Failure(kind, message, { nextSteps, details: { ...details, isUncertain: true }, ...(needs && { needs }), cause: error });
};
