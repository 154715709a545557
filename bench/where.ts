/**
 * Records a second that `--where` judges on one core, JSON of about 300 bytes, hardly one of which matches: `npm run bench -- where`.
 * Beside it the floor, JSON.parse alone, and an expression that fails on every record, which is the dearest.
 */

import { recordDecoder } from '../source/decoding/record/record-decoder.ts';
import { compileWhere, type FilteredRecord } from '../source/decoding/where/where.ts';
import { matcher } from '../source/operations/glob.ts';

const RECORDS = 5000;
const ROUNDS = 200;

const order = (i: number): Buffer =>
	Buffer.from(
		JSON.stringify({
			id: `order-${i}`,
			customer: { id: i * 7, name: `Müller ${i}`, country: 'DE' },
			amount: (i % 1000) / 10 + 1,
			currency: 'EUR',
			status: 'PAID',
			items: [
				{ sku: 'A-1', quantity: 2, price: 12.5 },
				{ sku: 'B-2', quantity: 1, price: 3.25 },
			],
			note: 'x'.repeat(60),
			createdAt: '2026-01-01T00:00:00Z',
		}),
	);

const records: readonly FilteredRecord[] = Array.from({ length: RECORDS }, (_, i) => ({
	topic: 'orders',
	partition: 0,
	offset: BigInt(i),
	timestampMs: 1_700_000_000_000 + i,
	key: Buffer.from(`order-${i}`),
	value: order(i),
	headers: [],
}));

const decoder = recordDecoder({
	rules: [],
	registries: [],
	schemaFile: () => Promise.reject(new Error('no files here')),
	matcher: pattern => matcher([pattern]),
});

const judged = (expression: string) => {
	const { matches } = compileWhere(expression, decoder);
	return (): void => {
		for (const record of records) void matches(record);
	};
};

const peers: Readonly<Record<string, () => void>> = {
	'JSON.parse alone': () => {
		for (const { value } of records) JSON.parse(value!.toString());
	},
	'value.amount > 1000.0': judged('value.amount > 1000.0'),
	'value.status == "FAILED" && value.customer.id > 5': judged('value.status == "FAILED" && value.customer.id > 5'),
	'value.items.exists(item, item.quantity > 5)': judged('value.items.exists(item, item.quantity > 5)'),
	'"refund" in value': judged('"refund" in value'),
	'topic == "payments"': judged('topic == "payments"'),
	'value.missing == 1': judged('value.missing == 1'),
};

const best = new Map<string, number>();
for (let round = 0; round < ROUNDS; round++)
	for (const [name, run] of Object.entries(peers)) {
		const started = performance.now();
		run();
		best.set(name, Math.min(best.get(name) ?? Number.POSITIVE_INFINITY, performance.now() - started));
	}

const bytes = records.reduce((sum, { value }) => sum + value!.length, 0) / RECORDS;
console.log(`--where on JSON of ${Math.round(bytes)} bytes, one core, best of ${ROUNDS} rounds of ${RECORDS} records`);
for (const [name, ms] of best) console.log(`${String(Math.round((RECORDS / ms) * 1000)).padStart(10)} records/s   ${name}`);
