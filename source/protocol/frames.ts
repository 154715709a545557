/**
 * What goes around a message on a connection.
 *
 *   frame           = int32 size of what follows, header, body
 *   request header  = int16 api key, int16 api version, int32 correlation id, nullable string client id (int16 length in every version),
 *                     then, v2 (flexible APIs), tagged fields
 *   response header = int32 correlation id, then, v1 (flexible APIs), tagged fields
 *
 * ApiVersions answers with header v0 in every version, so that a client of any age can read it.
 */
import { decodeMessageAt, encodeMessage } from './codec.ts';
import { type ApiName, apiByKey, apis, encodeRequest, encodeResponse, type RequestOf, type ResponseInputOf } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';

/** Returns the version of the request header that goes with a version of an API: 2 when that is flexible, else 1. */
export const requestHeaderVersion = (name: ApiName, version: number): 1 | 2 => (version >= apis[name].flexible ? 2 : 1);

/** Returns the version of the response header that goes with a version of an API: 1 when that is flexible, else 0; always 0 for ApiVersions. */
export const responseHeaderVersion = (name: ApiName, version: number): 0 | 1 =>
	name !== 'ApiVersions' && version >= apis[name].flexible ? 1 : 0;

const frame = (header: Buffer, body: Buffer): Buffer => {
	const size = Buffer.allocUnsafe(4);
	size.writeInt32BE(header.length + body.length);
	return Buffer.concat([size, header, body]);
};

/** Encodes a whole request, size prefix and header included. Throws ProtocolError. */
export const encodeRequestFrame = <N extends ApiName>(
	name: N,
	version: number,
	correlationId: number,
	clientId: string | null,
	request: RequestOf<N>,
): Buffer => {
	const header = { requestApiKey: apis[name].key, requestApiVersion: version, correlationId, clientId };
	return frame(encodeMessage('RequestHeader', requestHeaderVersion(name, version), header), encodeRequest(name, version, request));
};

/** Encodes a whole response, size prefix and header included, for a server. Throws ProtocolError. */
export const encodeResponseFrame = <N extends ApiName>(
	name: N,
	version: number,
	correlationId: number,
	response: ResponseInputOf<N>,
): Buffer =>
	frame(encodeMessage('ResponseHeader', responseHeaderVersion(name, version), { correlationId }), encodeResponse(name, version, response));

/** A request whose header is read and whose body is not: the version may be one that the tables do not know. */
export type ReceivedRequest = {
	readonly name: ApiName;
	readonly version: number;
	readonly correlationId: number;
	readonly clientId: string | null;
	readonly body: Buffer;
};

/** Reads the header of a request (without its size prefix), for a server. Throws ProtocolError, also for an unknown API key. */
export const decodeRequestHeader = (bytes: Buffer): ReceivedRequest => {
	if (bytes.length < 4) throw new ProtocolError('RequestHeader', `${bytes.length} bytes are no request`, 0);
	const key = bytes.readInt16BE(0);
	const version = bytes.readInt16BE(2);
	const api = apiByKey(key);
	if (api === undefined) throw new ProtocolError('RequestHeader', `API key ${key} is not known`, 0);
	const { message, position } = decodeMessageAt('RequestHeader', requestHeaderVersion(api.name, version), bytes, 0);
	const { correlationId, clientId } = message as { readonly correlationId: number; readonly clientId: string | null };
	return { name: api.name, version, correlationId, clientId, body: bytes.subarray(position) };
};

/** Reads the header of a response (without its size prefix) and returns its correlation id and body. Throws ProtocolError. */
export const decodeResponseHeader = (
	name: ApiName,
	version: number,
	bytes: Buffer,
): { readonly correlationId: number; readonly body: Buffer } => {
	const { message, position } = decodeMessageAt('ResponseHeader', responseHeaderVersion(name, version), bytes, 0);
	return { correlationId: (message as { readonly correlationId: number }).correlationId, body: bytes.subarray(position) };
};
