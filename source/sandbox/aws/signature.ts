/** Checks requests as AWS does: Signature Version 4 (IAM User Guide, "Create a signed AWS API request"). */
import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type SignedRequest = {
	readonly method: string;
	/** Path and query as they came. */
	readonly target: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
};

/** What the Authorization header says; undefined for a request without a signature. */
export type Signature = {
	readonly accessKeyId: string;
	readonly region: string;
	readonly service: string;
	/** `20261125T101500Z` */
	readonly signedAt: string;
	/** Whether the holder of `secretAccessKey` signed exactly this request. */
	readonly isBy: (secretAccessKey: string) => boolean;
};

export const signatureOf = (request: SignedRequest): Signature | undefined => {
	const header = request.headers.authorization ?? '';
	const [, accessKeyId, day, region, service] = /Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request/.exec(header) ?? [];
	const names = /SignedHeaders=([^,\s]+)/.exec(header)?.[1]?.split(';');
	const signature = /Signature=([0-9a-f]+)/.exec(header)?.[1];
	const signedAt = String(request.headers['x-amz-date'] ?? '');
	if (accessKeyId === undefined || day === undefined || region === undefined || service === undefined || names === undefined)
		return undefined;
	const scope = `${day}/${region}/${service}/aws4_request`;
	const toSign = ['AWS4-HMAC-SHA256', signedAt, scope, hash(canonical(request, names))].join('\n');
	return {
		accessKeyId,
		region,
		service,
		signedAt,
		isBy: secret => {
			const key = [day, region, service, 'aws4_request'].reduce<Buffer | string>((made, part) => hmac(made, part), `AWS4${secret}`);
			return hmac(key, toSign).toString('hex') === signature;
		},
	};
};

const canonical = ({ method, target, headers, body }: SignedRequest, names: readonly string[]): string => {
	const [path = '/', query = ''] = target.split('?', 2);
	const parameters = query
		.split('&')
		.filter(part => part !== '')
		.map(part => (part.includes('=') ? part : `${part}=`))
		.sort();
	return [
		method,
		// The path as it was sent, encoded once more: all services but S3 sign it so.
		path.split('/').map(encode).join('/'),
		parameters.join('&'),
		...names.map(
			name =>
				`${name}:${String(headers[name] ?? '')
					.trim()
					.replace(/\s+/g, ' ')}`,
		),
		'',
		names.join(';'),
		headers['x-amz-content-sha256'] ?? hash(body),
	].join('\n');
};

const encode = (text: string): string =>
	encodeURIComponent(text).replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const hash = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();
