import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type OpenedCluster, openKnownCluster, openWithSettings } from '../../source/composition.ts';
import { demoSettings } from '../../source/demo.ts';
import type { GroupLag } from '../../source/model/lag.ts';
import { readLag } from '../../source/operations/read-lag.ts';
import { readTopics } from '../../source/operations/read-topics.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { DrivenTime } from '../../source/sandbox/time.ts';
import { scanTopics } from '../helpers/record-scan.ts';

describe('the shop, seen by our client', () => {
	// Real records have real times: the client compares them with its own clock.
	const time = new DrivenTime(Date.now());
	let sandbox: Sandbox;
	let opened: OpenedCluster;
	before(async () => {
		sandbox = await openSandbox('shop', time);
		opened = await openKnownCluster({ options: { bootstrap: sandbox.bootstrap }, env: {} });
	});
	after(async () => {
		await opened.close();
		await sandbox.close();
		assert.deepEqual(sandbox.faults, []);
	});
	const lagOf = async (): Promise<ReadonlyMap<string, GroupLag>> => {
		const report = await readLag(opened.known, { groups: [], behind: 'bisect' }, {});
		assert.deepEqual(report.gaps, []);
		return new Map(report.rows.map(row => [row.group, row]));
	};
	it('shows five groups in five conditions', async () => {
		time.advance(1_000);
		const first = await lagOf();
		time.advance(60_000);
		const then = await lagOf();
		const change = (group: string) => Number((then.get(group)?.lag ?? 0n) - (first.get(group)?.lag ?? 0n));
		assert.deepEqual([...then.keys()].sort(), ['analytics', 'billing', 'checkout', 'newsletter', 'shipping']);
		assert.equal(then.get('checkout')?.lag, 0n);
		assert.ok(change('billing') > 100 && change('billing') < 200, `billing is slow: ${change('billing')}`);
		assert.equal(change('shipping'), 180, 'nothing is read, 3 records a second come');
		assert.equal(change('newsletter'), 180);
		assert.equal(then.get('newsletter')?.state, 'Empty');
		assert.ok((first.get('analytics')?.lost ?? 0n) > 0n, 'retention took clicks that nobody read');
		assert.ok((then.get('analytics')?.lost ?? 0n) > (first.get('analytics')?.lost ?? 0n), 'and takes more');
	});
	it('has a topic with one replica, one without limit, one under-replicated, and a dead-letter topic', async () => {
		const { rows, gaps } = await readTopics(
			opened.known,
			{ patterns: [], includesInternal: false, underReplicatedOnly: false },
			{},
			() => {},
		);
		assert.deepEqual(gaps, []);
		const byName = new Map(rows.map(row => [row.name, row]));
		assert.equal(byName.get('exports')?.replicationFactor, 1);
		assert.equal(byName.get('audit-log')?.retentionMs, -1n);
		assert.equal(byName.get('emails')?.underReplicated, 3);
		assert.ok(byName.has('orders.dlq'));
		assert.ok((byName.get('orders')?.sizeBytes ?? 0n) > 0n);
	});
	it('has Avro that its registry tells how to read, and dead letters with the headers of Connect and of Spring', async () => {
		// In real time: a scan waits for what comes.
		const shop = await openSandbox('shop');
		const demo = await openWithSettings(demoSettings('shop', shop), { env: {} });
		try {
			const { decoder } = await demo.records();
			const first = async (topic: string) => {
				const { records } = await scanTopics(demo, [topic], { from: 'beginning', limit: 2 });
				assert.equal(records.length, 2);
				return records;
			};
			const [shipment] = await first('shipments');
			const { kind, value, schema, failure } = await decoder.decode(shipment!, 'value');
			assert.deepEqual([kind, failure, schema?.name, schema?.subject], ['avro', null, 'shop.Shipment', 'shipments-value']);
			const { orderId, carrier, to, parcels } = value as Readonly<Record<string, unknown>>;
			assert.match(`${orderId} ${carrier} ${to} ${parcels}`, /^order-\d{8} (?:DHL|LA_POSTE|INPOST) \p{L}+ [123]$/u);
			const letters = await first('orders.dlq');
			const names = new Set(letters.flatMap(letter => letter.headers.map(h => h.name)));
			for (const name of ['__connect.errors.topic', '__connect.errors.offset', 'kafka_dlt-original-topic', 'kafka_dlt-original-offset'])
				assert.ok(names.has(name), name);
		} finally {
			await demo.close();
			await shop.close();
			assert.deepEqual(shop.faults, []);
		}
	});
});
