import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { FrameTap } from '../../source/kafka/frame-tap.ts';

const frame = (id: number, body: string): Buffer => {
	const head = Buffer.alloc(8);
	head.writeInt32BE(4 + body.length);
	head.writeInt32BE(id, 4);
	return Buffer.concat([head, Buffer.from(body)]);
};

const tapped = () => {
	const sent: number[] = [];
	const socket = Object.assign(new EventEmitter(), { write: (bytes: Buffer) => sent.push(bytes.readInt32BE(0)) });
	const tap = new FrameTap(socket as unknown as Socket);
	const passed: Buffer[] = [];
	socket.on('data', (chunk: Buffer) => passed.push(Buffer.from(chunk)));
	const ask = () =>
		tap.exchange(id => {
			const request = Buffer.alloc(4);
			request.writeInt32BE(id);
			return request;
		}, Buffer.alloc);
	return { socket, sent, ask, passed: () => Buffer.concat(passed) };
};

describe('taking answers off a connection', () => {
	it('gives each asker its own frame and the library all others, however the bytes are cut', async () => {
		const bytes = (ids: readonly number[]) =>
			Buffer.concat([
				frame(7, 'library'),
				frame(ids[0]!, 'first'),
				frame(8, ''),
				frame(ids[1]!, ''),
				frame(9, 'x'.repeat(300)),
				frame(ids[2]!, 'y'.repeat(500)),
			]);
		for (let size = 1; size < 40; size++) {
			const { socket, ask, sent, passed } = tapped();
			const answers = [ask(), ask(), ask()];
			const all = bytes(sent);
			for (let at = 0; at < all.length; at += size) socket.emit('data', all.subarray(at, at + size));
			const frames = await Promise.all(answers);
			assert.deepEqual(
				frames.map(f => [f.readInt32BE(0), f.toString('latin1', 4)]),
				[
					[sent[0], 'first'],
					[sent[1], ''],
					[sent[2], 'y'.repeat(500)],
				],
			);
			assert.deepEqual(passed(), Buffer.concat([frame(7, 'library'), frame(8, ''), frame(9, 'x'.repeat(300))]));
		}
	});

	it('passes everything on once something comes that is no frame', () => {
		for (const text of ['HTTP/1.1 502 Bad Gateway\r\n\r\n', '\0\0\0\x01x']) {
			const { socket, passed } = tapped();
			for (const byte of Buffer.from(text, 'latin1')) socket.emit('data', Buffer.from([byte]));
			assert.equal(passed().toString('latin1'), text);
		}
	});

	it('passes on an answer that nobody asked for, to be refused, and keeps no memory for it', () => {
		const { socket, passed } = tapped();
		const before = process.memoryUsage().arrayBuffers;
		const claim = frame(-99, 'what');
		claim.writeInt32BE(200 * 1024 * 1024);
		socket.emit('data', claim);
		assert.deepEqual(passed(), claim);
		assert.ok(process.memoryUsage().arrayBuffers - before < 1024 * 1024);
	});
});
