import type { AwsSettings } from '../model/connection-settings.ts';
import { Failure } from '../model/failure.ts';
import { mskClusterArn } from '../model/msk-address.ts';
import type { FoundCluster } from '../model/msk-bootstrap.ts';
import type { ClusterConfig } from './cluster-config.ts';
import type { Config } from './config-file.ts';
import { parseBootstrap } from './host-port.ts';
import { parseSecretSource } from './secret-source.ts';

/** The options of "Which cluster", as given; undefined where they were not. */
export type ConnectionOptionTexts = {
	readonly cluster?: string | undefined;
	readonly bootstrap?: string | undefined;
	readonly auth?: string | undefined;
	readonly profile?: string | undefined;
	readonly region?: string | undefined;
	readonly roleArn?: string | undefined;
	readonly username?: string | undefined;
	readonly passwordFrom?: string | undefined;
	readonly scramMechanism?: string | undefined;
	readonly tlsCa?: string | undefined;
	readonly tlsCert?: string | undefined;
	readonly tlsKey?: string | undefined;
	readonly map?: readonly string[] | undefined;
	readonly readWrite?: boolean | undefined;
	readonly network?: string | undefined;
	readonly timeoutMs?: number | undefined;
};

export type ConnectionSources = {
	readonly options: ConnectionOptionTexts;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly config: Config;
	/** What AWS answered to neededFromAws. */
	readonly lookedUp?: { readonly found?: FoundCluster; readonly secretUser?: string };
};

/** Which cluster is meant, and what is said of it so far. */
export type Chosen = { readonly name: string | undefined; readonly cluster: ClusterConfig };

export const whichCluster = ({ options, env, config }: ConnectionSources): Chosen => {
	if (options.bootstrap !== undefined) {
		if (options.cluster !== undefined) throw new Failure('usage', 'Give either --cluster or --bootstrap, not both.');
		return { name: undefined, cluster: { bootstrap: parseBootstrap(options.bootstrap) } };
	}
	const name = options.cluster ?? (env.MSK_TUI_CLUSTER || undefined) ?? config.current;
	if (name === undefined) throw noClusterNamed([...config.clusters.keys()]);
	if (name.startsWith('arn:')) return { name: undefined, cluster: { arn: name } };
	const cluster = config.clusters.get(name);
	if (cluster === undefined) {
		const known = [...config.clusters.keys()];
		throw new Failure('notFound', `There is no cluster ${name} in the config file${config.file === null ? '' : ` ${config.file}`}.`, {
			nextSteps: [known.length === 0 ? 'It names none; give --bootstrap HOST:PORT.' : `It names: ${known.join(', ')}.`],
			details: { cluster: name, known },
		});
	}
	return { name, cluster };
};

const noClusterNamed = (known: readonly string[]): Failure =>
	new Failure('usage', 'No cluster is named.', {
		nextSteps: [
			known.length === 0
				? 'Give --bootstrap HOST:PORT, or --cluster NAME of the config file (or MSK_TUI_CLUSTER, or `current:` in it).'
				: `Give --cluster ${known.join('|')} (or MSK_TUI_CLUSTER, or \`current:\` in the config file), or --bootstrap HOST:PORT.`,
			...(known.length === 0 ? ['msk-tui alone, on a terminal, asks for one, tests it and writes it there.'] : []),
		],
		details: { known, reason: 'noClusterNamed' },
	});

/** True for the failure of having named no cluster: a screen then shows which there are. */
export const isNoClusterNamed = (failure: Failure): boolean => failure.details.reason === 'noClusterNamed';

/** What only AWS can tell and the settings depend on; null where nothing of the kind is named. */
export type NeededFromAws = {
	/** The cluster whose brokers are to be found. */
	readonly arn: string | null;
	/** The secret that also holds the user's name, since none is given. */
	readonly secret: string | null;
	readonly aws: AwsSettings;
	/** Of the addresses that are given; MSK puts the region into them. */
	readonly hosts: readonly string[];
};

/** Pure. Throws a Failure of kind usage, config or notFound. */
export const neededFromAws = (sources: ConnectionSources): NeededFromAws => {
	const { options } = sources;
	const { cluster } = whichCluster(sources);
	const { arn, auth } = cluster;
	const password = options.passwordFrom === undefined ? auth?.password : parseSecretSource(options.passwordFrom);
	const isNamed = (options.username ?? auth?.username) !== undefined;
	const aws = awsOf(options, cluster);
	if (arn !== undefined && mskClusterArn(arn) === undefined)
		throw new Failure('usage', `${arn} is not the ARN of an MSK cluster.`, {
			nextSteps: ['It looks like arn:aws:kafka:eu-west-1:123456789012:cluster/NAME/UUID; aws kafka list-clusters-v2 prints them.'],
		});
	const region = arn === undefined ? undefined : mskClusterArn(arn)?.region;
	if (region !== undefined && aws.region !== undefined && aws.region !== region)
		throw new Failure('usage', `The cluster is in ${region} by its ARN, but the region given is ${aws.region}.`, {
			nextSteps: ['Leave --region out: the ARN tells it.'],
		});
	return {
		arn: arn ?? null,
		secret: password?.kind === 'secret' && !isNamed ? password.id : null,
		aws,
		hosts: (cluster.bootstrap ?? []).map(at => at.host),
	};
};

/** Whom to be towards AWS, and where: options, then `auth`, then `aws` of the config file, then the region of the ARN. */
export const awsOf = (options: ConnectionOptionTexts, { arn, auth, aws }: ClusterConfig): AwsSettings => {
	const profile = options.profile ?? auth?.aws.profile ?? aws?.profile;
	const region = options.region ?? auth?.aws.region ?? aws?.region ?? (arn === undefined ? undefined : mskClusterArn(arn)?.region);
	const roleArn = options.roleArn ?? auth?.aws.roleArn ?? aws?.roleArn;
	return { ...(profile !== undefined && { profile }), ...(region !== undefined && { region }), ...(roleArn !== undefined && { roleArn }) };
};
