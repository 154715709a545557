import { Failure } from './failure.ts';
import type { PortKind } from './msk-address.ts';

/** Where clients of an address stand: in the cluster's VPC, anywhere, in another VPC with a managed connection, or in a dual-stack VPC. */
export const MSK_NETWORKS = ['vpc', 'public', 'vpc-connectivity', 'ipv6'] as const;
export type MskNetwork = (typeof MSK_NETWORKS)[number];

/** Addresses that MSK gives out for one way of authenticating. `tls` ports also take mTLS. */
export type BootstrapOffer = {
	readonly kind: PortKind;
	readonly network: MskNetwork;
	/** `host:port,…` */
	readonly brokers: string;
	/** MSK's own name for it, `BootstrapBrokerStringSaslIam`. */
	readonly field: string;
};

/** A cluster as MSK's control plane tells it. */
export type FoundCluster = {
	readonly arn: string;
	readonly name: string;
	readonly offers: readonly BootstrapOffer[];
	/** `CREATING`, …; asked only when there are no addresses. */
	readonly state?: string;
};

export type BootstrapWish = { readonly kind: PortKind | undefined; readonly network: MskNetwork | undefined };

/** Without a wish: the way that needs nothing more than the AWS identity which found the cluster; never plaintext while there is TLS. */
const PREFERRED_KINDS: readonly PortKind[] = ['iam', 'scram', 'tls', 'plaintext'];

/** Chooses the addresses to connect to. Throws a Failure of kind unsupported that tells what there is and the option for it. */
export const chooseOffer = ({ name, offers, state }: FoundCluster, wish: BootstrapWish): BootstrapOffer => {
	if (offers.length === 0)
		throw new Failure('unsupported', `MSK has no broker addresses for ${name}${state === undefined ? '' : `, which is ${state}`}.`, {
			nextSteps: ['A cluster has addresses once it is ACTIVE; wait, or look at it in the console.'],
			details: { cluster: name, ...(state !== undefined && { state }) },
		});
	const kind = wish.kind ?? PREFERRED_KINDS.find(k => offers.some(o => o.kind === k && (wish.network ?? o.network) === o.network));
	const ofKind = offers.filter(o => o.kind === kind);
	const networks = wish.network === undefined ? MSK_NETWORKS : [wish.network];
	const found = networks.map(network => ofKind.find(o => o.network === network)).find(o => o !== undefined);
	if (found !== undefined) return found;
	const wanted = [wish.kind, wish.network].filter(w => w !== undefined).join(' over ');
	// Without a kind that was wished it is the network that nothing is offered over.
	const reachable = wish.kind === undefined ? offers : ofKind;
	throw new Failure('unsupported', `${name} does not offer ${wanted}; it offers ${offersText(offers)}.`, {
		nextSteps:
			reachable.length > 0
				? [`Use --network ${networksOf(reachable).join(' or ')}.`]
				: [
						`Use --auth ${[...new Set(offers.map(o => o.kind))].join(' or ')}.`,
						'Who owns the cluster can enable more: aws kafka update-security --client-authentication …',
					],
		details: { cluster: name, wanted, offers: offers.map(o => o.field) },
	});
};

/** `iam (vpc, public), tls (vpc)` */
export const offersText = (offers: readonly BootstrapOffer[]): string =>
	[...new Set(offers.map(o => o.kind))].map(kind => `${kind} (${networksOf(offers.filter(o => o.kind === kind)).join(', ')})`).join(', ');

const networksOf = (offers: readonly BootstrapOffer[]): readonly MskNetwork[] => [...new Set(offers.map(o => o.network))];
