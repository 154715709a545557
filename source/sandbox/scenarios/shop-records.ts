/** What the shop's records look like: made from their number alone, so that the same offset always reads the same. */
import type { NewRecord } from '../../records/encode-batch.ts';
import type { Recipe } from '../log/synthetic-segment.ts';
import { framed, type RegisteredSchema } from '../registry/registered-schemas.ts';
import { avroLong, avroString } from './avro-bytes.ts';

/** A number that looks random and is always the same for the same input. */
const scattered = (n: number, salt: number): number => {
	let x = (Math.imul(n + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)) >>> 0;
	x = Math.imul(x ^ (x >>> 16), 0x7feb352d) >>> 0;
	x = Math.imul(x ^ (x >>> 15), 0x846ca68b) >>> 0;
	return (x ^ (x >>> 16)) >>> 0;
};

const pick = <T>(values: readonly T[], n: number, salt: number): T => values[scattered(n, salt) % values.length] as T;

const CITIES = ['Berlin', 'Lyon', 'Porto', 'Kraków', 'Turin', 'Göteborg', 'Cork', 'Graz'] as const;
const ARTICLES = ['lamp', 'kettle', 'notebook', 'bicycle bell', 'teapot', 'rain jacket', 'desk', 'seed box'] as const;
const PAGES = ['/', '/cart', '/search?q=lamp', '/articles/kettle', '/checkout', '/account'] as const;

const text = (value: string): Buffer => Buffer.from(value);
const json = (value: object): Buffer => text(JSON.stringify(value));
const orderOf = (partition: number, n: number): string => `order-${(n * 6 + partition).toString().padStart(8, '0')}`;
const customerOf = (n: number): string => `c-${10_000 + (scattered(n, 1) % 5_000)}`;
const iso = (ms: number): string => new Date(ms).toISOString();

export const order: Recipe = (partition, n, timestampMs) => ({
	key: text(orderOf(partition, n)),
	value: json({
		orderId: orderOf(partition, n),
		customerId: customerOf(n),
		placedAt: iso(timestampMs),
		city: pick(CITIES, n, 2),
		items: [{ article: pick(ARTICLES, n, 3), quantity: 1 + (scattered(n, 4) % 3), priceCents: 500 + (scattered(n, 5) % 20_000) }],
		currency: 'EUR',
	}),
	headers: [
		{ name: 'trace-id', value: text(scattered(n, 6).toString(16).padStart(8, '0')) },
		{ name: 'source', value: text('web-shop') },
	],
});

export const payment: Recipe = (partition, n, timestampMs) => ({
	key: text(orderOf(partition, n)),
	value: json({
		orderId: orderOf(partition, n),
		method: pick(['card', 'invoice', 'wallet'], n, 7),
		amountCents: 500 + (scattered(n, 5) % 20_000),
		status: scattered(n, 8) % 40 === 0 ? 'declined' : 'captured',
		at: iso(timestampMs),
	}),
});

const CARRIERS = ['DHL', 'LA_POSTE', 'INPOST'] as const;

/** What shipments are written with; the registry of the demo has it. */
export const shipmentSchema: RegisteredSchema = {
	id: 7,
	subject: 'shipments-value',
	version: 2,
	text: JSON.stringify({
		type: 'record',
		name: 'Shipment',
		namespace: 'shop',
		fields: [
			{ name: 'orderId', type: 'string' },
			{ name: 'carrier', type: { type: 'enum', name: 'Carrier', symbols: CARRIERS } },
			{ name: 'to', type: 'string' },
			{ name: 'parcels', type: 'int' },
			{ name: 'shippedAt', type: { type: 'long', logicalType: 'timestamp-millis' } },
		],
	}),
};

/** Avro, as Confluent's serializer writes it. */
export const shipment: Recipe = (partition, n, timestampMs) => ({
	key: text(orderOf(partition, n)),
	value: framed(
		shipmentSchema,
		Buffer.concat([
			avroString(orderOf(partition, n)),
			avroLong(scattered(n, 9) % CARRIERS.length),
			avroString(pick(CITIES, n, 2)),
			avroLong(1 + (scattered(n, 19) % 3)),
			avroLong(timestampMs),
		]),
	),
});

/** Plain text without a key. */
export const click: Recipe = (_partition, n, timestampMs) => ({
	key: null,
	value: text(`${iso(timestampMs)} ${customerOf(n)} GET ${pick(PAGES, n, 10)} 200 ${3 + (scattered(n, 11) % 90)}ms`),
});

/** A compacted topic: the last number in stock of each article; now and then one is taken off (a tombstone). */
export const stock: Recipe = (_partition, n) => ({
	key: text(pick(ARTICLES, n, 3)),
	value: scattered(n, 12) % 50 === 0 ? null : text(String(scattered(n, 13) % 400)),
});

export const customer: Recipe = (_partition, n) => ({
	key: text(customerOf(n)),
	value: json({ customerId: customerOf(n), city: pick(CITIES, n, 2), newsletter: scattered(n, 14) % 2 === 0 }),
});

export const email: Recipe = (partition, n) => ({
	key: text(customerOf(n)),
	value: json({
		to: `${customerOf(n)}@example.org`,
		template: pick(['order-placed', 'parcel-sent', 'newsletter'], n, 15),
		orderId: orderOf(partition, n),
	}),
});

export const audit: Recipe = (_partition, n, timestampMs) => ({
	key: text(pick(['deploy', 'login', 'price-change', 'refund'], n, 16)),
	value: text(`${iso(timestampMs)} ${pick(['ana', 'bo', 'chi'], n, 17)} ${pick(['approved', 'started', 'finished'], n, 18)}`),
});

type Headers = NonNullable<NewRecord['headers']>;

const numberBytes = (bits: 32 | 64, value: number): Buffer => {
	const bytes = Buffer.alloc(bits / 8);
	if (bits === 32) bytes.writeInt32BE(value);
	else bytes.writeBigInt64BE(BigInt(value));
	return bytes;
};

const PARSE_ERROR = 'Unexpected end of JSON input';

/** Where it came from and why it lies here, as Kafka Connect writes it: all of it text. */
const connectHeaders = (n: number): Headers => [
	{ name: '__connect.errors.topic', value: text('orders') },
	{ name: '__connect.errors.partition', value: text(String(n % 6)) },
	{ name: '__connect.errors.offset', value: text(String(1_000 + n * 40)) },
	{ name: '__connect.errors.connector.name', value: text('billing-sink') },
	{ name: '__connect.errors.exception.message', value: text(PARSE_ERROR) },
];

/** The same as Spring writes it: numbers are big endian. */
const springHeaders = (n: number, timestampMs: number): Headers => [
	{ name: 'kafka_dlt-original-topic', value: text('orders') },
	{ name: 'kafka_dlt-original-partition', value: numberBytes(32, n % 6) },
	{ name: 'kafka_dlt-original-offset', value: numberBytes(64, 1_000 + n * 40) },
	{ name: 'kafka_dlt-original-timestamp', value: numberBytes(64, timestampMs - 30_000) },
	{ name: 'kafka_dlt-original-consumer-group', value: text('billing') },
	{ name: 'kafka_dlt-exception-message', value: text(PARSE_ERROR) },
];

/** What could not be read: by billing's connector, or by its service. */
export const deadLetter: Recipe = (partition, n, timestampMs) => ({
	key: text(orderOf(partition, n)),
	value: text(`{"orderId":"${orderOf(partition, n)}","items":[{"article":"${pick(ARTICLES, n, 3)}","priceCents":"?"`),
	headers: n % 2 === 0 ? connectHeaders(n) : springHeaders(n, timestampMs),
});
