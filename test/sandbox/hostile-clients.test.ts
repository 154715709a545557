import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { layoutOf, type MessageName } from '../../source/protocol/codec.ts';
import { encodeRequestFrame } from '../../source/protocol/frames.ts';
import { type ApiName, apis, type RequestOf } from '../../source/protocol/messages.ts';
import { openSandbox, type Sandbox } from '../../source/sandbox/open-sandbox.ts';
import { realTime, type SandboxTime } from '../../source/sandbox/time.ts';
import { apiTable } from '../../source/sandbox/wire/api-table.ts';
import { fuzzPlan } from '../faults/fuzz-plan.ts';
import { WireClient } from '../helpers/wire-client.ts';
import { randomStruct, seeded } from '../protocol/random-message.ts';

const offered = Object.entries(apiTable).flatMap(([name, { min, max }]) =>
	Array.from({ length: max - min + 1 }, (_, i) => ({ name: name as ApiName, version: min + i })),
);

/** What an API takes for no request when it is left out. */
const plain: { readonly [N in ApiName]?: RequestOf<N> } = {
	Produce: { acks: 1 },
	DescribeAcls: { resourceTypeFilter: 1, patternTypeFilter: 1, operation: 1, permissionType: 1 },
};

const HASTE = 1000;
const startMs = Date.now();
/** A minute in 60 ms: whatever a client asks the sandbox to wait, it is over soon. */
const hastyTime: SandboxTime = { now: () => startMs + (Date.now() - startMs) * HASTE, after: (ms, run) => realTime.after(ms / HASTE, run) };

describe('the sandbox and its clients', () => {
	const { rounds, seed } = fuzzPlan(2);
	let sandbox: Sandbox;
	before(async () => {
		sandbox = await openSandbox('quiet', hastyTime);
	});
	after(async () => {
		await sandbox.close();
		assert.deepEqual(sandbox.faults, []);
	});

	/** Sends one request on a connection of its own; true when it was answered, false when the broker hung up. */
	const isAnswered = async (bytes: Buffer): Promise<boolean> => {
		const client = await WireClient.open(sandbox.bootstrap);
		try {
			client.send(bytes);
			return await client.frame().then(
				() => true,
				() => false,
			);
		} finally {
			client.close();
		}
	};

	it('answers a plain request of every API in every version it offers', async () => {
		for (const { name, version } of offered) {
			const request = (plain[name] ?? {}) as RequestOf<typeof name>;
			assert.ok(await isAnswered(encodeRequestFrame(name, version, 1, null, request)), `${name} v${version}`);
		}
	});

	it(`answers or hangs up on any request whatever it holds, and has no fault of its own (seed ${seed}, ${rounds} rounds)`, async () => {
		const random = seeded(seed);
		for (const { name, version } of offered)
			for (let round = 0; round < rounds; round++) {
				const request = randomStruct(random, layoutOf(`${name}Request` as MessageName, version).root) as RequestOf<typeof name>;
				const whole = encodeRequestFrame(name, version, 1, 'a client', request);
				// Acks 0 has no answer; the next request shows that the connection lives.
				const bytes = name === 'Produce' ? Buffer.concat([whole, encodeRequestFrame('ApiVersions', 0, 2, null, {})]) : whole;
				await isAnswered(bytes);
				assert.deepEqual(sandbox.faults, [], `${name} v${version}`);
			}
	});

	it(`survives changed bytes (seed ${seed}, ${rounds} rounds)`, async () => {
		const random = seeded(seed + 1);
		for (const { name, version } of Array.from({ length: rounds }, () => offered).flat()) {
			const request = randomStruct(random, layoutOf(`${name}Request` as MessageName, version).root) as RequestOf<typeof name>;
			const bytes = encodeRequestFrame(name, version, 1, null, request);
			for (let i = random(4); i >= 0; i--) bytes[4 + random(bytes.length - 4)] = [0, 0x7f, 0x80, 0xff, random(256)][random(5)]!;
			// Then the end of a stream in the middle of a frame.
			await isAnswered(Buffer.concat([bytes, encodeRequestFrame('ApiVersions', 0, 2, null, {})]));
		}
		assert.deepEqual(sandbox.faults, []);
	});

	it(`hangs up on bytes that are nothing of Kafka (seed ${seed})`, async () => {
		const random = seeded(seed + 2);
		for (let round = 0; round < 25 * rounds; round++) {
			const noise = Buffer.from(Array.from({ length: 8 + random(200) }, () => random(256)));
			// Behind a length that is right, so that more than the length is looked at.
			if (random(2) === 0) noise.writeInt32BE(noise.length - 4);
			const client = await WireClient.open(sandbox.bootstrap);
			client.send(noise);
			client.end();
			await client.frame().catch(() => {});
			client.close();
		}
		assert.deepEqual(sandbox.faults, []);
	});

	it('hangs up on lengths that no request has, at once, and keeps no memory for what a length claims', async () => {
		for (const hex of ['7fffffff', 'ffffffff', '00000000', '00000003', '48545450', '474554202f20485454502f312e310d0a'])
			assert.equal(await isAnswered(Buffer.from(hex, 'hex')), false, hex);
		const before = process.memoryUsage().arrayBuffers;
		const clients = await Promise.all(Array.from({ length: 50 }, () => WireClient.open(sandbox.bootstrap)));
		const claim = Buffer.alloc(4);
		claim.writeInt32BE(16 * 1024 * 1024);
		for (const client of clients) client.send(Buffer.concat([claim, Buffer.alloc(100)]));
		assert.ok(await isAnswered(encodeRequestFrame('ApiVersions', 0, 1, null, {})));
		assert.ok(process.memoryUsage().arrayBuffers - before < 64 * 1024 * 1024);
		for (const client of clients) client.close();
	});

	it('reads frames however they are cut', async () => {
		const client = await WireClient.open(sandbox.bootstrap);
		const bytes = encodeRequestFrame('Metadata', 9, 5, null, { topics: null });
		for (const byte of Buffer.concat([bytes, bytes])) {
			client.send(Buffer.of(byte));
			await new Promise(resolve => setImmediate(resolve));
		}
		assert.equal((await client.frame()).readInt32BE(0), 5);
		assert.equal((await client.frame()).readInt32BE(0), 5);
		client.close();
	});

	it('tells its versions to a client from the future, in version 0', async () => {
		const client = await WireClient.open(sandbox.bootstrap);
		const frame = encodeRequestFrame('ApiVersions', 4, 9, null, {});
		frame.writeInt16BE(99, 6);
		client.send(frame);
		const answer = await client.frame();
		assert.deepEqual([answer.readInt32BE(0), answer.readInt16BE(4)], [9, 35]);
		assert.equal(answer.readInt32BE(6), new Set(offered.map(o => o.name)).size);
		client.close();
	});

	it('offers no version that its tables lack', () => {
		for (const { name, version } of offered) assert.ok(version >= apis[name].min && version <= apis[name].max, `${name} v${version}`);
	});
});
