import type { Authentication } from './connection-settings.ts';

/** How a client proves itself on a port; `tls` ports also take mTLS. */
export type PortKind = 'plaintext' | 'tls' | 'scram' | 'iam';

export type MskPort = { readonly port: number; readonly kind: PortKind; readonly network: 'vpc' | 'public' | 'ipv6' };

/** Client ports of MSK brokers (MSK Developer Guide, "Port information"; IPv6 ports are those of dual-stack clusters). */
export const MSK_PORTS: readonly MskPort[] = [
	{ port: 9092, kind: 'plaintext', network: 'vpc' },
	{ port: 9094, kind: 'tls', network: 'vpc' },
	{ port: 9096, kind: 'scram', network: 'vpc' },
	{ port: 9098, kind: 'iam', network: 'vpc' },
	{ port: 9194, kind: 'tls', network: 'public' },
	{ port: 9196, kind: 'scram', network: 'public' },
	{ port: 9198, kind: 'iam', network: 'public' },
	{ port: 20092, kind: 'plaintext', network: 'ipv6' },
	{ port: 20094, kind: 'tls', network: 'ipv6' },
	{ port: 20096, kind: 'scram', network: 'ipv6' },
	{ port: 20098, kind: 'iam', network: 'ipv6' },
];

const MSK_HOST = /\.kafka(?:-serverless)?\.([a-z]{2,}(?:-[a-z]+)+-\d+)\.amazonaws\.com(?:\.cn)?\.?$/i;

const KIND_TEXT: Readonly<Record<PortKind, string>> = {
	plaintext: 'plaintext without authentication',
	tls: 'TLS (also mTLS)',
	scram: 'SASL/SCRAM',
	iam: 'IAM',
};

/** True for broker and bootstrap names that MSK gives out (provisioned and serverless). */
export const isMskHost = (host: string): boolean => MSK_HOST.test(host);

/** The AWS region inside an MSK host name; undefined for any other host. */
export const mskHostRegion = (host: string): string | undefined => MSK_HOST.exec(host)?.[1]?.toLowerCase();

/** What the names of a cluster's brokers have in common: `orders.abc123.c3.kafka.eu-west-1.amazonaws.com`; undefined for any other host. */
export const mskHostDomain = (host: string): string | undefined =>
	isMskHost(host)
		? host
				.toLowerCase()
				.replace(/\.$/, '')
				.replace(/^[^.]+\.(?=[^.]+\.[^.]+\.c\d+\.kafka\.)/, '')
		: undefined;

/** The name of the cluster inside a broker's name, in lower case and cut after some twenty letters; undefined for Serverless and other hosts. */
export const mskHostCluster = (host: string): string | undefined => /^[^.]+\.([^.]+)\.[^.]+\.c\d+\.kafka\./.exec(host.toLowerCase())?.[1];

/** The region of an ARN; undefined when the text is none. */
export const arnRegion = (arn: string): string | undefined => /^arn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]+):/.exec(arn)?.[1];

/** The parts of a cluster's ARN: `arn:aws:kafka:REGION:ACCOUNT:cluster/NAME/UUID`. */
export type MskClusterArn = { readonly region: string; readonly account: string; readonly name: string; readonly uuid: string };

/** Undefined when the text is not the ARN of an MSK cluster. */
export const mskClusterArn = (arn: string): MskClusterArn | undefined => {
	const [, region, account, name, uuid] = /^arn:aws[a-z-]*:kafka:([a-z0-9-]+):(\d{12}):cluster\/([^/\s]+)\/([^/\s]+)$/.exec(arn) ?? [];
	return region === undefined || account === undefined || name === undefined || uuid === undefined
		? undefined
		: { region, account, name, uuid };
};

/** How MSK authenticates clients on a port; undefined for a port MSK does not document. */
export const mskPortKind = (port: number): PortKind | undefined => MSK_PORTS.find(row => row.port === port)?.kind;

/** `port 9096 of MSK is SASL/SCRAM, you asked for iam`; undefined on other hosts, on unknown ports and when both agree. */
export const mskPortHint = (host: string, port: number, asked: Authentication['kind']): string | undefined => {
	const kind = isMskHost(host) ? mskPortKind(port) : undefined;
	if (kind === undefined || kind === asked || (kind === 'tls' && asked === 'mtls')) return undefined;
	const right = MSK_PORTS.filter(row => row.kind === (asked === 'mtls' ? 'tls' : asked)).map(row => row.port);
	return `Port ${port} of MSK is ${KIND_TEXT[kind]}, you asked for ${asked}: use --auth ${kind}, or port ${right.join(', ')} for ${asked}.`;
};

/** `9092 plaintext, 9094 tls, …`: the ports a person can choose from. */
export const mskPortsText = (): string => MSK_PORTS.map(row => `${row.port} ${row.kind}`).join(', ');
