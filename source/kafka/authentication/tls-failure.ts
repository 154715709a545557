import { Failure } from '../../model/failure.ts';
import type { Attempt } from './attempt.ts';
import { addressText, firstCode } from './attempt.ts';
import type { ChainedError } from './error-chain.ts';

const UNKNOWN_CA: ReadonlySet<string> = new Set([
	'SELF_SIGNED_CERT_IN_CHAIN',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'CERT_UNTRUSTED',
	'CERT_SIGNATURE_FAILURE',
	'INVALID_CA',
]);

/** Turns an error of the TLS handshake into a Failure; undefined when it is none. */
export const tlsFailure = (chain: readonly ChainedError[], attempt: Attempt): Failure | undefined => {
	const code = firstCode(chain, c => TLS_CODE.test(c) || UNKNOWN_CA.has(c));
	const at = addressText(attempt);
	const connection = (message: string, nextSteps: readonly string[]) =>
		new Failure('connection', message, { nextSteps, details: { ...attempt.details, code }, cause: chain[0] });
	if (code === undefined) return undefined;
	if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
		const names = certificateNames(chain);
		return connection(`The certificate of ${at} is for another name${names === '' ? '' : ` (${names})`}.`, [
			'Connect by the name that the broker advertises; behind a tunnel keep that name and use --map HOST:PORT=HOST:PORT.',
		]);
	}
	if (code === 'CERT_HAS_EXPIRED')
		return connection(`The certificate of ${at} has expired.`, [
			'Renew the broker certificate; if it looks valid, check the clock of this machine.',
		]);
	if (code === 'CERT_NOT_YET_VALID') return connection(`The certificate of ${at} is not valid yet.`, ['Check the clock of this machine.']);
	if (UNKNOWN_CA.has(code))
		return connection(`The certificate of ${at} is signed by an authority that is not trusted here.`, [
			attempt.hasOwnCa
				? 'The file given by --tls-ca does not hold the authority of this cluster; give the right one.'
				: 'Give the cluster’s certificate authority with --tls-ca FILE.pem.',
			'If a proxy opens TLS on the way, its authority belongs into NODE_EXTRA_CA_CERTS, or start with NODE_OPTIONS=--use-system-ca.',
		]);
	return alertFailure(code, chain, attempt);
};

const TLS_CODE = /^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|EPROTO$)/;

/** Alerts that the broker sends (RFC 8446 section 6); Node names them ERR_SSL_…ALERT_… */
const alertFailure = (code: string, chain: readonly ChainedError[], attempt: Attempt): Failure => {
	const at = addressText(attempt);
	const details = { ...attempt.details, code };
	if (
		/CERTIFICATE_REQUIRED|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNKNOWN_CA|CERTIFICATE_EXPIRED|CERTIFICATE_REVOKED|HANDSHAKE_FAILURE/.test(
			code,
		)
	) {
		const asksForOne = /CERTIFICATE_REQUIRED/.test(code) || attempt.authentication !== 'mtls';
		return new Failure(
			'authentication',
			asksForOne ? `${at} asks for a client certificate.` : `${at} refused the client certificate (${alertText(code)}).`,
			{
				nextSteps: asksForOne
					? ['Use --auth mtls with --tls-cert and --tls-key.']
					: ['The certificate must be valid now and signed by an authority that the cluster trusts.'],
				details,
				cause: chain[0],
			},
		);
	}
	if (/WRONG_VERSION_NUMBER|PACKET_LENGTH|UNEXPECTED_MESSAGE|BAD_RECORD_TYPE|RECORD_TOO_LARGE|HTTP_REQUEST/.test(code))
		return new Failure('connection', `${at} does not speak TLS.`, { nextSteps: plaintextSteps(attempt), details, cause: chain[0] });
	return new Failure('connection', `The TLS handshake with ${at} failed (${alertText(code)}).`, {
		nextSteps: ['Check that the port speaks TLS and that client and broker share a TLS version.'],
		details,
		cause: chain[0],
	});
};

/** What to try when the handshake ended without a reason, or with words that are not TLS. */
export const plaintextSteps = (attempt: Attempt): readonly string[] => [
	...(attempt.authentication === 'mtls' ? ['The broker may not trust the authority of the client certificate.'] : []),
	attempt.portHint ?? 'If the port is plaintext, use --auth plaintext; otherwise give the port of the TLS listener.',
];

const alertText = (code: string): string =>
	code
		.replace(/^ERR_SSL_/, '')
		.replace(/^(SSL\/TLS|TLSV1|SSLV3|TLSV13)_(ALERT_)?/, '')
		.replaceAll('_', ' ')
		.toLowerCase();

const certificateNames = (chain: readonly ChainedError[]): string => {
	const cert = chain.find(e => e.cert !== undefined)?.cert;
	const names = cert?.subjectaltname ?? cert?.subject?.CN ?? '';
	return names.replaceAll(/(DNS|IP Address):/g, '');
};
