import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, createSecureContext, type ConnectionOptions as TlsOptions } from 'node:tls';
import type { ConnectionOptions } from '@platformatic/kafka';
import { type ConnectionSettings, type HostPort, hostPortText, usesTls } from '../../model/connection-settings.ts';
import { Failure } from '../../model/failure.ts';
import type { ConnectionSecrets, TlsMaterial } from '../../ports/connection-secrets.ts';
import { validateTokenAnswer } from './token-answer.ts';

type SaslOptions = NonNullable<ConnectionOptions['sasl']>;

/** Where to dial for one broker, and what the library's `Connection` needs to get in. */
export type TransportOptions = { readonly host: string; readonly port: number; readonly options: ConnectionOptions };

/** Gives the transport for a broker by the address it advertises (or a bootstrap address). */
export type Transport = (advertised: HostPort) => TransportOptions;

/**
 * Prepares TLS and SASL for a cluster once; the result is asked per broker.
 * Throws a Failure of kind config when certificates do not parse or a secret that the settings call for was not given.
 */
export const transportOptions = (settings: ConnectionSettings, secrets: ConnectionSecrets): Transport => {
	const tls = usesTls(settings.authentication) ? sharedTls(secrets.tls) : undefined;
	const sasl = saslOptions(settings, secrets);
	return advertised => {
		const dial = settings.addressMap.get(hostPortText(advertised)) ?? advertised;
		const options: ConnectionOptions = { connectTimeout: settings.connectTimeoutMs };
		if (sasl !== undefined) options.sasl = sasl;
		if (tls !== undefined) {
			options.tls = { ...tls, checkServerIdentity: (_dialled, certificate) => checkServerIdentity(advertised.host, certificate) };
			// The library sends SNI only when told; a tunnel's address must not become the name. An IP address cannot be one (RFC 6066).
			if (isIP(advertised.host) === 0) options.tlsServerName = advertised.host;
		}
		return { host: dial.host, port: dial.port, options };
	};
};

/** One context for all connections: parsing certificates again for each of 60 brokers would cost more than dialling them. */
const sharedTls = (material: TlsMaterial): TlsOptions => {
	try {
		// Node passes over an authority that it cannot read, and would then trust nobody without a word.
		for (const [block] of (material.ca ?? '').matchAll(CERTIFICATE)) new X509Certificate(block);
		return { secureContext: createSecureContext({ ...material, minVersion: 'TLSv1.2' }) };
	} catch (cause) {
		throw tlsMaterialFailure(cause);
	}
};

const CERTIFICATE = /-----BEGIN ([A-Z0-9 ]*CERTIFICATE)-----[^-]*-----END \1-----/g;

const tlsMaterialFailure = (cause: unknown): Failure => {
	const text = cause instanceof Error ? cause.message : String(cause);
	const code = (cause as { code?: string }).code ?? '';
	if (code === 'ERR_MISSING_PASSPHRASE' || /bad decrypt|password|passphrase|interrupted or cancelled/i.test(text))
		return new Failure('config', 'The private key is encrypted, which is not supported.', {
			nextSteps: ['Decrypt it into a file that only you can read: openssl pkey -in KEY.pem -out plain.pem'],
			cause,
		});
	if (code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH')
		return new Failure('config', 'The private key does not belong to the certificate.', {
			nextSteps: ['Check --tls-cert and --tls-key, or `tls` in the config file.'],
			cause,
		});
	return new Failure('config', `The TLS files cannot be used: ${text}.`, {
		nextSteps: ['--tls-ca, --tls-cert and --tls-key take PEM files (-----BEGIN CERTIFICATE----- or -----BEGIN PRIVATE KEY-----).'],
		cause,
	});
};

const saslOptions = ({ authentication }: ConnectionSettings, secrets: ConnectionSecrets): SaslOptions | undefined => {
	if (authentication.kind === 'scram') {
		const { password } = secrets;
		if (password === undefined) throw new Failure('config', `No password is known for the user ${authentication.username}.`);
		return { mechanism: authentication.mechanism, username: authentication.username, password };
	}
	if (authentication.kind === 'iam') {
		const { token } = secrets;
		if (token === undefined) throw new Failure('bug', 'IAM was asked for without a token provider.');
		return { mechanism: 'OAUTHBEARER', token, authBytesValidator: validateTokenAnswer };
	}
	return undefined;
};
