/** How a connection begins: ApiVersions; SaslHandshake and SaslAuthenticate are refused, as by any listener without SASL. */
import { errorCode } from '../../protocol/error-codes.ts';
import { type ApiName, apis } from '../../protocol/messages.ts';
import type { Handlers } from './handler.ts';

/** Answers ApiVersions for the given APIs; a client that asks in a version we lack gets version 0 and error 35, and asks again. */
export const helloApis = (offered: () => Handlers): Handlers => ({
	ApiVersions: {
		min: 0,
		max: 4,
		answer: (_request, { version, cluster: { flavour } }) => ({
			errorCode: version > 4 ? errorCode('UNSUPPORTED_VERSION') : 0,
			apiKeys: Object.entries(offered())
				.filter(([name]) => !flavour.lacks.has(name as ApiName))
				.map(([name, { min, max }]) => ({
					apiKey: apis[name as ApiName].key,
					minVersion: min,
					maxVersion: Math.min(max, flavour.highest.get(name as ApiName) ?? max),
				})),
		}),
	},
	SaslHandshake: {
		min: 0,
		max: 1,
		answer: () => ({ errorCode: errorCode('ILLEGAL_SASL_STATE'), mechanisms: [] }),
	},
	SaslAuthenticate: {
		min: 0,
		max: 2,
		answer: () => ({ errorCode: errorCode('ILLEGAL_SASL_STATE'), errorMessage: 'The listener knows no SASL.', authBytes: Buffer.alloc(0) }),
	},
});
