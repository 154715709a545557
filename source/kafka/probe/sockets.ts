import { connect, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';
import type { HostPort } from '../../model/connection-settings.ts';
import type { TransportOptions } from '../authentication/transport-options.ts';
import type { Deadline } from '../deadline.ts';
import type { Address } from './addresses.ts';

/** Opens a TCP connection to addresses that are known already; rejects with Node's error. The caller destroys it. */
export const openTcp = async (dialled: HostPort, addresses: readonly Address[], deadline: Deadline): Promise<Socket> => {
	const socket = connect({
		host: dialled.host,
		port: dialled.port,
		autoSelectFamily: true,
		lookup: (_host, options, callback) => {
			if (options.all) callback(null, [...addresses]);
			else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
		},
	});
	return untilEvent(socket, 'connect', deadline);
};

/** What a TLS handshake showed; `error` is what a verifying client would have failed with. */
export type SecureSocket = {
	readonly socket: TLSSocket;
	readonly certificate: PeerCertificate;
	readonly protocol: string | null;
	readonly error: Error | undefined;
};

/**
 * Shakes hands without verifying and verifies afterwards, as Node itself would: so the certificate can be shown when it is refused.
 * Nothing is sent over a connection whose certificate does not hold.
 */
export const secure = async (
	raw: Socket,
	advertised: HostPort,
	tls: NonNullable<TransportOptions['options']['tls']>,
	deadline: Deadline,
): Promise<SecureSocket> => {
	const socket = await untilEvent(
		connectTls({
			...tls,
			socket: raw,
			rejectUnauthorized: false,
			checkServerIdentity: () => undefined,
			...(isIP(advertised.host) === 0 && { servername: advertised.host }),
		}),
		'secureConnect',
		deadline,
	);
	const certificate = socket.getPeerCertificate();
	return {
		socket,
		certificate,
		protocol: socket.getProtocol(),
		error: authorizationError(socket) ?? checkServerIdentity(advertised.host, certificate),
	};
};

/** Node keeps only the code here, although its types say Error. */
const authorizationError = (socket: TLSSocket): Error | undefined => {
	if (socket.authorized) return undefined;
	const reason: unknown = socket.authorizationError;
	if (reason instanceof Error) return reason;
	return Object.assign(new Error(`the certificate was not accepted (${String(reason)})`), { code: String(reason) });
};

const untilEvent = async <S extends Socket>(socket: S, event: string, deadline: Deadline): Promise<S> => {
	try {
		await deadline.bound(
			new Promise<void>((resolve, reject) => {
				socket.once(event, resolve);
				socket.on('error', reject);
				socket.once('close', () =>
					reject(Object.assign(new Error('The connection was closed before it was established'), { code: 'ECONNRESET' })),
				);
			}),
		);
		return socket;
	} catch (error) {
		socket.destroy();
		throw error;
	}
};

const DAY_MS = 86_400_000;
/** A certificate with less life is worth a word before it stops everybody. */
const SOON_DAYS = 30;

/** `CN=…, issued by …, expires 2027-01-02 (37 days)`, and a warning when that is soon. */
export const certificateText = (
	certificate: PeerCertificate,
	nowMs: number,
): { readonly text: string; readonly warning: string | null } => {
	if (certificate.valid_to === undefined) return { text: 'no certificate', warning: null };
	const names = (certificate.subjectaltname ?? '').replaceAll(/(DNS|IP Address):/g, '');
	const ends = new Date(certificate.valid_to);
	const days = Math.floor((ends.getTime() - nowMs) / DAY_MS);
	const date = ends.toISOString().slice(0, 10);
	const subject = one(certificate.subject?.CN) ?? 'no name';
	const text = `certificate ${subject}${names === '' ? '' : ` for ${names}`}, issued by ${one(certificate.issuer?.CN) ?? one(certificate.issuer?.O) ?? '?'}, ${
		days < 0 ? `expired ${date}` : `expires ${date} (${days} days)`
	}`;
	return { text, warning: days >= 0 && days < SOON_DAYS ? `The certificate expires in ${days} days, on ${date}.` : null };
};

/** Names may stand several times in a subject. */
const one = (value: string | readonly string[] | undefined): string | undefined => (typeof value === 'string' ? value : value?.join(', '));
