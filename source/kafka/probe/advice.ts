import { type ConnectionSettings, type HostPort, hostPortText } from '../../model/connection-settings.ts';
import type { StepName } from '../../model/diagnosis.ts';
import { Failure } from '../../model/failure.ts';
import { isMskHost, MSK_PORTS, mskPortHint } from '../../model/msk-address.ts';
import { CONNECTED_AND_SILENT, REACH_STEPS } from '../authentication/connection-failure.ts';
import { type Address, addressKind } from './addresses.ts';

/** What is known when a step has failed, beyond the error itself. */
export type FailedPlace = {
	readonly step: StepName;
	readonly advertised: HostPort;
	readonly settings: ConnectionSettings;
	/** Addresses of the name that was dialled; empty before it was resolved. */
	readonly addresses: readonly Address[];
	/** True for an address that the cluster told, false for one of the bootstrap list. */
	readonly isAdvertised: boolean;
};

type Facts = FailedPlace & {
	readonly failure: Failure;
	readonly code: unknown;
	readonly isMsk: boolean;
	readonly isMapped: boolean;
	/** Every address found is one that only its own network reaches. */
	readonly isPrivate: boolean;
	readonly isPublicPort: boolean;
};

type Advice = { readonly holds: (facts: Facts) => boolean; readonly says: (facts: Facts) => string };

const at = ({ advertised }: Facts): string => hostPortText(advertised);
const isReach = ({ failure, step }: Facts): boolean => failure.kind === 'timeout' && step === 'tcp';

/** What a failed step means on MSK, and its cure: what the error alone does not tell. Every one that holds is said, in this order. */
const ADVICE: readonly Advice[] = [
	{
		holds: f => f.isMsk && f.isPublicPort && f.isPrivate,
		says: f =>
			`Port ${f.advertised.port} is for public access, but the name resolves to a private address here: inside the VPC use port ${vpcPort(f)}, ` +
			'from outside the public bootstrap string (aws kafka get-bootstrap-brokers).',
	},
	{
		holds: f => isReach(f) && f.isMsk && f.isPrivate && !f.isPublicPort,
		says: f =>
			`The address is private: it is reached from its VPC only (bastion, VPN, peering, or a tunnel with --map ${at(f)}=localhost:PORT), ` +
			`unless the cluster has public access, which has names and ports of its own${f.settings.arn === undefined ? '' : ' (--network public)'}.`,
	},
	{
		holds: f => isReach(f) && f.isMsk,
		says: f => `The security group of the cluster must let port ${f.advertised.port} in from this machine.`,
	},
	{
		holds: f => f.code === 'ECONNREFUSED' && f.isMsk && !f.isMapped,
		says: f =>
			`On MSK a refused port mostly is a listener that is not enabled: see ClientAuthentication in aws kafka describe-cluster-v2, or take another of ${portsText(f)}.`,
	},
	{
		holds: f => f.isMapped && (f.step === 'tcp' || f.step === 'tls' || f.failure.kind === 'timeout'),
		says: () => 'The address is reached through --map: check that the tunnel is open and ends at this very broker.',
	},
	{
		holds: f => f.isAdvertised && !f.isMapped && (f.step === 'name' || f.step === 'tcp'),
		says: f => `The cluster itself tells clients this address: it must be reachable from here, or be mapped with --map ${at(f)}=HOST:PORT.`,
	},
	{
		holds: f => f.failure.kind === 'timeout' && (f.step === 'tls' || f.step === 'apiVersions' || f.step === 'sasl'),
		says: f => mskPortHint(f.advertised.host, f.advertised.port, f.settings.authentication.kind) ?? CONNECTED_AND_SILENT,
	},
];

const vpcPort = ({ settings }: Facts): string => {
	const kind = settings.authentication.kind === 'mtls' ? 'tls' : settings.authentication.kind;
	return String(MSK_PORTS.find(row => row.kind === kind && row.network === 'vpc')?.port ?? 9098);
};

const portsText = ({ advertised }: Facts): string => {
	const network = MSK_PORTS.find(row => row.port === advertised.port)?.network ?? 'vpc';
	return MSK_PORTS.filter(row => row.network === network && row.port !== advertised.port)
		.map(row => `${row.port} ${row.kind}`)
		.join(', ');
};

/** The same failure with what it means here added to what to try. */
export const advised = (failure: Failure, place: FailedPlace): Failure => {
	const { advertised, settings, addresses, step } = place;
	const facts: Facts = {
		...place,
		failure,
		code: failure.details.code,
		isMsk: isMskHost(advertised.host),
		isMapped: settings.addressMap.has(hostPortText(advertised)),
		isPrivate: addresses.length > 0 && addresses.every(a => addressKind(a.address) === 'private'),
		isPublicPort: MSK_PORTS.some(row => row.port === advertised.port && row.network === 'public'),
	};
	const more = ADVICE.filter(advice => advice.holds(facts))
		.map(advice => advice.says(facts))
		.filter(text => !failure.nextSteps.includes(text));
	const isConnected = failure.kind === 'timeout' && step !== 'name' && step !== 'tcp';
	const own = isConnected ? failure.nextSteps.filter(text => !REACH_STEPS.includes(text)) : failure.nextSteps;
	if (more.length === 0 && own === failure.nextSteps) return failure;
	return new Failure(failure.kind, failure.message, {
		nextSteps: [...more, ...own],
		details: failure.details,
		cause: failure,
		...(failure.needs !== undefined && { needs: failure.needs }),
	});
};
