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
 * Only ApiVersions is answered in any version, since it is how a client learns ours.
 */
export const answerRequest = async (frame: Buffer, call: Connection): Promise<Buffer | undefined> => {
	const request = asBadFrame(() => decodeRequestHeader(frame));
	return answer(request.name, request, call);
};

const answer = async <N extends ApiName>(
	name: N,
	{ version, correlationId, clientId, body }: ReceivedRequest,
	call: Connection,
): Promise<Buffer | undefined> => {
	const handler = apiTable[name] as Handler<N> | undefined;
	const { lacks, highest } = call.cluster.flavour;
	if (handler === undefined || lacks.has(name)) throw new BadFrame(`${name} is not offered`);
	const isKnown = version >= handler.min && version <= Math.min(handler.max, highest.get(name) ?? handler.max);
	if (!isKnown && name !== 'ApiVersions') throw new BadFrame(`${name} v${version} is not offered`);
	const request: DecodedRequestOf<N> = asBadFrame(() => decodeRequest(name, isKnown ? version : 0, isKnown ? body : Buffer.alloc(0)));
	const response = await handler.answer(request, { ...call, version, clientId: clientId ?? '' });
	// A ProtocolError from here on is ours: an answer that its version cannot carry.
	return response === undefined ? undefined : encodeResponseFrame(name, isKnown ? version : 0, correlationId, response);
};

const asBadFrame = <T>(read: () => T): T => {
	try {
		return read();
	} catch (error) {
		throw error instanceof ProtocolError ? new BadFrame(error.message) : error;
	}
};
