import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

export type Address = { readonly address: string; readonly family: number };

/** Turns a host name into addresses; the operating system's own look-up unless a test gives another. */
export type Resolve = (host: string) => Promise<readonly Address[]>;

export const systemResolve: Resolve = host => lookup(host, { all: true, order: 'verbatim' });

export type AddressKind = 'loopback' | 'private' | 'public';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** RFC 1918, RFC 6598 (shared address space, used inside VPCs), link-local, and IPv6 unique local addresses. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet('10.0.0.0', 8);
PRIVATE.addSubnet('172.16.0.0', 12);
PRIVATE.addSubnet('192.168.0.0', 16);
PRIVATE.addSubnet('100.64.0.0', 10);
PRIVATE.addSubnet('169.254.0.0', 16);
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

/** Whether an address can be reached from anywhere, or only from inside its network. */
export const addressKind = (address: string): AddressKind => {
	const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
	if (LOOPBACK.check(address, family)) return 'loopback';
	return PRIVATE.check(address, family) ? 'private' : 'public';
};

/** `10.0.1.4 (private), 10.0.2.4 (private)`. */
export const addressesText = (addresses: readonly Address[]): string =>
	addresses.map(({ address }) => `${address} (${addressKind(address)})`).join(', ');
