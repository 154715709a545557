import type { AwsSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { mskClusterArn, type PortKind } from '../model/msk-address.ts';
import type { BootstrapOffer, FoundCluster, MskNetwork } from '../model/msk-bootstrap.ts';
import { toAwsFailure } from './aws-failure.ts';
import { callerIdentity } from './caller-identity.ts';
import { awsServiceSettings } from './client-settings.ts';
import { awsCredentials, awsRegion, type CredentialHooks, profileName } from './credentials.ts';
import type { GetBootstrapBrokersResponse } from './msk-client.ts';
import { timeBound } from './time-bound.ts';

/** What MSK calls each string of addresses, most usual first. */
const STRINGS: readonly (readonly [keyof GetBootstrapBrokersResponse, PortKind, MskNetwork])[] = [
	['BootstrapBrokerStringSaslIam', 'iam', 'vpc'],
	['BootstrapBrokerStringSaslScram', 'scram', 'vpc'],
	['BootstrapBrokerStringTls', 'tls', 'vpc'],
	['BootstrapBrokerString', 'plaintext', 'vpc'],
	['BootstrapBrokerStringPublicSaslIam', 'iam', 'public'],
	['BootstrapBrokerStringPublicSaslScram', 'scram', 'public'],
	['BootstrapBrokerStringPublicTls', 'tls', 'public'],
	['BootstrapBrokerStringVpcConnectivitySaslIam', 'iam', 'vpc-connectivity'],
	['BootstrapBrokerStringVpcConnectivitySaslScram', 'scram', 'vpc-connectivity'],
	['BootstrapBrokerStringVpcConnectivityTls', 'tls', 'vpc-connectivity'],
	['BootstrapBrokerStringSaslIamIpv6', 'iam', 'ipv6'],
	['BootstrapBrokerStringSaslScramIpv6', 'scram', 'ipv6'],
	['BootstrapBrokerStringTlsIpv6', 'tls', 'ipv6'],
	['BootstrapBrokerStringIpv6', 'plaintext', 'ipv6'],
];

const WAY_AROUND = 'Without it: give the brokers with --bootstrap HOST:PORT,…';

/** Asks MSK for the addresses of a cluster. One call (kafka:GetBootstrapBrokers); rejects with a Failure. */
export const findMskCluster = async (arn: string, settings: AwsSettings, hooks: CredentialHooks = {}): Promise<FoundCluster> => {
	const region = await awsRegion(settings, [], arn);
	const credentials = await awsCredentials({ ...settings, region }, hooks)();
	const { DescribeClusterV2Command, GetBootstrapBrokersCommand, KafkaClient } = await import('./msk-client.ts');
	const client = new KafkaClient({ ...(await awsServiceSettings('kafka', region, profileName(settings))), credentials });
	const name = mskClusterArn(arn)?.name ?? arn;
	try {
		const asked = { action: 'kafka:GetBootstrapBrokers', region };
		const told = await timeBound(hooks.timeoutMs, asked, bound => client.send(new GetBootstrapBrokersCommand({ ClusterArn: arn }), bound));
		const offers = offersOf(told);
		if (offers.length > 0) return { arn, name, offers };
		const described = await client.send(new DescribeClusterV2Command({ ClusterArn: arn })).catch(() => undefined);
		const state = described?.ClusterInfo?.State;
		return { arn, name, offers, ...(state !== undefined && { state }) };
	} catch (error) {
		const caller = () => callerIdentity(credentials, { ...settings, region }).catch(() => undefined);
		throw await notFound(error, arn, { ...settings, region }, caller);
	} finally {
		client.destroy();
	}
};

const offersOf = (answer: GetBootstrapBrokersResponse): readonly BootstrapOffer[] =>
	STRINGS.flatMap(([field, kind, network]) => {
		const brokers = answer[field];
		return brokers === undefined || brokers === '' ? [] : [{ kind, network, brokers, field }];
	});

/** Says why MSK told nothing: another account's cluster looks like a missing right, a deleted one like a typing error. */
const notFound = async (
	error: unknown,
	arn: string,
	settings: AwsSettings & { readonly region: string },
	caller: () => Promise<{ readonly arn: string; readonly account: string } | undefined>,
): Promise<Failure> => {
	const { name, account, uuid } = mskClusterArn(arn) ?? { name: arn, account: '', uuid: '' };
	const attempt = {
		profile: profileName(settings),
		region: settings.region,
		roleArn: settings.roleArn,
		action: 'kafka:GetBootstrapBrokers',
		resource: arn,
	};
	const isMissing = (error as { name?: string }).name === 'NotFoundException';
	const failure = toAwsFailure(error, { ...attempt, wayAround: WAY_AROUND });
	if (!isMissing && failure.kind !== 'authorization') return failure;
	const me = await caller();
	if (me !== undefined && me.account !== account)
		return new Failure(
			isMissing ? 'notFound' : 'authorization',
			`The cluster ${name} belongs to account ${account}, and you are ${me.arn}.`,
			{
				nextSteps: [
					`Use a profile of account ${account} (--profile), or a role there (--role-arn arn:aws:iam::${account}:role/NAME).`,
					'From another account only a cluster policy lets kafka:GetBootstrapBrokers in (multi-VPC connectivity).',
					WAY_AROUND,
				],
				details: { ...failure.details, caller: me.arn, account: me.account },
				cause: error,
			},
		);
	if (!isMissing) return failure;
	return new Failure(
		'notFound',
		`There is no MSK cluster ${name} with the id ${uuid} in ${settings.region}${me === undefined ? '' : ` of account ${me.account}`}.`,
		{
			nextSteps: [
				`A cluster made anew under its old name has another ARN: aws kafka list-clusters-v2 --region ${settings.region}`,
				WAY_AROUND,
			],
			details: failure.details,
			cause: error,
		},
	);
};
