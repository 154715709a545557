import { decodeRequestHeader, encodeResponseFrame } from '../../protocol/frames.ts';
import { type ApiName, decodeRequest } from '../../protocol/messages.ts';
import type { Call, Handler } from '../apis/handler.ts';
import { apiTable } from './api-table.ts';
import { BadFrame } from './frames-of.ts';

/**
 * Answers one request frame (without its length). Undefined when the client wants no answer.
 * Throws ProtocolError or BadFrame for what is no request, as for an API or version that is not offered: the connection then ends, as
 * with Kafka. Only ApiVersions is answered in any version, since it is how a client learns ours.
 */
export const answerRequest = async (frame: Buffer, call: Omit<Call, 'version'>): Promise<Buffer | undefined> => {
	const { name, version, correlationId, body } = decodeRequestHeader(frame);
	return answer(name, version, correlationId, body, call);
};

const answer = async <N extends ApiName>(
	name: N,
	version: number,
	correlationId: number,
	body: Buffer,
	call: Omit<Call, 'version'>,
): Promise<Buffer | undefined> => {
	const handler = apiTable[name] as Handler<N> | undefined;
	if (handler === undefined) throw new BadFrame(`${name} is not offered`);
	const isKnown = version >= handler.min && version <= handler.max;
	if (!isKnown && name !== 'ApiVersions') throw new BadFrame(`${name} v${version} is not offered`);
	const request = decodeRequest(name, isKnown ? version : 0, isKnown ? body : Buffer.alloc(0));
	const response = await handler.answer(request, { ...call, version });
	return response === undefined ? undefined : encodeResponseFrame(name, isKnown ? version : 0, correlationId, response);
};
