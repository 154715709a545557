import type { Socket } from 'node:net';
import { decodeResponseHeader, encodeRequestFrame } from '../../protocol/frames.ts';
import { decodeResponse } from '../../protocol/messages.ts';
import type { Deadline } from '../deadline.ts';

const VERSION = 1;
/** The answer is some dozens of bytes; whatever is longer is not one. */
const MOST_BYTES = 64 * 1024;
/** It only tells more than the authentication that follows: not worth waiting long for. */
const PATIENCE_MS = 3_000;

/**
 * Asks an open connection, not authenticated yet, which SASL mechanisms the listener offers; the caller closes it afterwards.
 * Undefined where no answer can be had: what the reason is, authenticating tells better.
 */
export const offeredMechanisms = async (socket: Socket, mechanism: string, deadline: Deadline): Promise<readonly string[] | undefined> => {
	try {
		const body = await deadline.atMost(PATIENCE_MS).bound(
			new Promise<Buffer>((resolve, reject) => {
				let received: Buffer = Buffer.alloc(0);
				socket.on('data', (chunk: Buffer) => {
					received = Buffer.concat([received, chunk]);
					const size = received.length < 4 ? undefined : received.readInt32BE(0);
					if (received.length > MOST_BYTES || (size !== undefined && (size < 4 || size > MOST_BYTES)))
						reject(new Error('no answer of Kafka'));
					else if (size !== undefined && received.length >= size + 4) resolve(received.subarray(4, size + 4));
				});
				socket.once('error', reject);
				socket.once('close', () => reject(new Error('closed')));
				socket.write(encodeRequestFrame('SaslHandshake', VERSION, 1, 'msk-tui', { mechanism }));
			}),
		);
		return decodeResponse('SaslHandshake', VERSION, decodeResponseHeader('SaslHandshake', VERSION, body).body).mechanisms;
	} catch {
		deadline.signal?.throwIfAborted();
		return undefined;
	}
};
