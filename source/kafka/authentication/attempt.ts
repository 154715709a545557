import { type Authentication, type ConnectionSettings, type HostPort, hostPortText } from '../../model/connection-settings.ts';
import { mskPortHint } from '../../model/msk-address.ts';
import type { ChainedError } from './error-chain.ts';

/** What was tried when an error came: enough to say it in words, no secret in it. */
export type Attempt = {
	/** The address the broker advertises. */
	readonly advertised: HostPort;
	/** Where we dialled; differs from `advertised` behind a tunnel. */
	readonly dialled: HostPort;
	readonly authentication: Authentication['kind'];
	/** `SCRAM-SHA-512`, `OAUTHBEARER`, … or undefined without SASL. */
	readonly mechanism: string | undefined;
	readonly username: string | undefined;
	readonly hasOwnCa: boolean;
	readonly timeoutMs: number;
	/** What the port table of MSK says against the chosen authentication. */
	readonly portHint: string | undefined;
	readonly details: Readonly<Record<string, unknown>>;
};

/** Describes an attempt to reach the broker that advertises `host:port`. */
export const attemptOf = (advertised: HostPort, settings: ConnectionSettings): Attempt => {
	const { authentication } = settings;
	return {
		advertised,
		dialled: settings.addressMap.get(hostPortText(advertised)) ?? advertised,
		authentication: authentication.kind,
		mechanism: authentication.kind === 'scram' ? authentication.mechanism : authentication.kind === 'iam' ? 'OAUTHBEARER' : undefined,
		username: authentication.kind === 'scram' ? authentication.username : undefined,
		hasOwnCa: settings.tls.ca !== undefined,
		timeoutMs: settings.connectTimeoutMs,
		portHint: mskPortHint(advertised.host, advertised.port, authentication.kind),
		details: { host: advertised.host, port: advertised.port, authentication: authentication.kind },
	};
};

/** `b-1:9098`, or `b-1:9098 (by way of localhost:19098)` behind a tunnel. */
export const addressText = ({ advertised, dialled }: Attempt): string => {
	const name = hostPortText(advertised);
	const way = hostPortText(dialled);
	return name === way ? name : `${name} (by way of ${way})`;
};

/** The first error code of a chain that `isWanted` accepts. */
export const firstCode = (chain: readonly ChainedError[], isWanted: (code: string) => boolean): string | undefined =>
	chain.map(e => e.code).find((code): code is string => typeof code === 'string' && isWanted(code));
