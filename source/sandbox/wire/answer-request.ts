import { layoutOf, type MessageName } from '../../protocol/codec.ts';
import { decodeRequestHeader, encodeResponseFrame, type ReceivedRequest } from '../../protocol/frames.ts';
import { type ApiName, type DecodedRequestOf, decodeRequest, ProtocolError } from '../../protocol/messages.ts';
import type { Call, Handler } from '../apis/handler.ts';
import { apiTable } from './api-table.ts';
import { BadFrame } from './bad-frame.ts';

/** What a connection knows before it reads a request. */
export type Connection = Omit<Call, 'version' | 'clientId'>;

/**
 * Answers one request frame (without its length). Undefined when the client wants no answer.
 * Throws BadFrame for what is no request, and for an API or version that is not offered: the connection then ends, as with Kafka.
 * `throttleMs` is how long the answer asks to leave the broker alone. Only ApiVersions is answered in any version, since it is how a client learns ours.
 */
export const answerRequest = async (frame: Buffer, call: Connection, throttleMs = 0): Promise<Buffer | undefined> => {
	const request = asBadFrame(() => decodeRequestHeader(frame));
	return answer(request.name, request, call, throttleMs);
};

const answer = async <N extends ApiName>(
	name: N,
	{ version, correlationId, clientId, body }: ReceivedRequest,
	call: Connection,
	throttleMs: number,
): Promise<Buffer | undefined> => {
	const handler = apiTable[name] as Handler<N> | undefined;
	const { lacks, highest } = call.cluster.flavour;
	if (handler === undefined || lacks.has(name)) throw new BadFrame(`${name} is not offered`);
	const isKnown = version >= handler.min && version <= Math.min(handler.max, highest.get(name) ?? handler.max);
	if (!isKnown && name !== 'ApiVersions') throw new BadFrame(`${name} v${version} is not offered`);
	const request: DecodedRequestOf<N> = asBadFrame(() => decodeRequest(name, isKnown ? version : 0, isKnown ? body : Buffer.alloc(0)));
	const response = await handler.answer(request, { ...call, version, clientId: clientId ?? '' });
	// A ProtocolError from here on is ours: an answer that its version cannot carry.
	if (response === undefined) return undefined;
	const used = isKnown ? version : 0;
	const throttled = throttleMs > 0 && tellsThrottle(name, used) ? { ...response, throttleTimeMs: throttleMs } : response;
	return encodeResponseFrame(name, used, correlationId, throttled as typeof response);
};

/** First versions of some APIs have no room for how long the broker is to be left alone. */
const tellsThrottle = (name: ApiName, version: number): boolean =>
	layoutOf(`${name}Response` as MessageName, version).root.fields.some(field => field.name === 'throttleTimeMs');

const asBadFrame = <T>(read: () => T): T => {
	try {
		return read();
	} catch (error) {
		throw error instanceof ProtocolError ? new BadFrame(error.message) : error;
	}
};
