/** Kafka's requests and responses by name and version: which versions there are, and typed encoding and decoding for both sides. */
import { decodeMessageAt, decodeMessageGradually, encodeMessage, type MessageName } from './codec.ts';
import { apiRows } from './generated/apis.ts';
import type { Apis } from './generated/types.ts';

export type { Apis } from './generated/types.ts';
export { ProtocolError } from './protocol-error.ts';

/** The name of an API as Kafka writes it: `Metadata`, `ListOffsets`, `ConsumerGroupDescribe`, … */
export type ApiName = keyof Apis;

/**
 * A message as it may be given for encoding: every field may be left out, which means Kafka's default.
 * int64 is a bigint, a uuid 22 base64url characters, bytes any Uint8Array.
 */
export type Input<T> = T extends Buffer
	? Uint8Array
	: T extends readonly (infer E)[]
		? readonly Input<E>[]
		: T extends object
			? { readonly [K in keyof T]?: Input<T[K]> | undefined }
			: T;

export type RequestOf<N extends ApiName> = Input<Apis[N]['request']>;
export type DecodedRequestOf<N extends ApiName> = Apis[N]['request'];
export type ResponseOf<N extends ApiName> = Apis[N]['response'];
export type ResponseInputOf<N extends ApiName> = Input<Apis[N]['response']>;

export type Api = {
	readonly name: ApiName;
	readonly key: number;
	/** Versions that our tables know; an unstable newest one is left out. */
	readonly min: number;
	readonly max: number;
	/** First version with compact lengths and tagged fields, which its headers have too; Infinity when there is none. */
	readonly flexible: number;
};

/** Every API by name. */
export const apis = Object.fromEntries(
	apiRows.map(([name, key, min, max, flexible]) => [
		name,
		{ name, key, min, max, flexible: flexible < 0 ? Number.POSITIVE_INFINITY : flexible } satisfies Api,
	]),
) as { readonly [N in ApiName]: Api };

const byKey: ReadonlyMap<number, Api> = new Map(Object.values(apis).map(api => [api.key, api]));

/** Returns the API with this key, or undefined for one that our tables do not know. */
export const apiByKey = (key: number): Api | undefined => byKey.get(key);

/** A range of versions, both ends included. */
export type VersionRange = { readonly min: number; readonly max: number };

/**
 * Returns the highest version that both sides know; undefined when there is none or the broker does not offer the API.
 * `offered` is the API's range in the broker's ApiVersions response.
 */
export const commonVersion = (name: ApiName, offered: VersionRange | undefined): number | undefined => {
	if (offered === undefined) return undefined;
	const version = Math.min(apis[name].max, offered.max);
	return version >= Math.max(apis[name].min, offered.min) ? version : undefined;
};

/**
 * Encodes the body of a request.
 * Throws ProtocolError for an unknown version and for a value that the version cannot carry (unless Kafka calls its field ignorable).
 */
export const encodeRequest = <N extends ApiName>(name: N, version: number, request: RequestOf<N>): Buffer =>
	encodeMessage(`${name}Request` as MessageName, version, request);

/** Decodes the body of a request, for a server. Throws ProtocolError. Bytes after the message are ignored, as in Kafka. */
export const decodeRequest = <N extends ApiName>(name: N, version: number, body: Buffer): DecodedRequestOf<N> =>
	decodeMessageAt(`${name}Request` as MessageName, version, body, 0).message as DecodedRequestOf<N>;

/** Encodes the body of a response, for a server. Throws ProtocolError as encodeRequest does. */
export const encodeResponse = <N extends ApiName>(name: N, version: number, response: ResponseInputOf<N>): Buffer =>
	encodeMessage(`${name}Response` as MessageName, version, response);

/**
 * Decodes the body of a response; fields that the version lacks have Kafka's defaults, byte fields are views of `body`.
 * Throws ProtocolError. Bytes after the message are ignored, as in Kafka's own client.
 */
export const decodeResponse = <N extends ApiName>(name: N, version: number, body: Buffer): ResponseOf<N> =>
	decodeMessageAt(`${name}Response` as MessageName, version, body, 0).message as ResponseOf<N>;

/** Decodes what decodeResponse decodes, and pauses (`yield`) now and then: for answers that take longer than a person notices. */
export const decodeResponseGradually = <N extends ApiName>(name: N, version: number, body: Buffer): Generator<void, ResponseOf<N>> =>
	decodeMessageGradually(`${name}Response` as MessageName, version, body) as Generator<void, ResponseOf<N>>;
