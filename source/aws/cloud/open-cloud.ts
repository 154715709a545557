import type { CloudDescription, CloudPlace } from '../../model/cloud/cloud-cluster.ts';
import { Failure } from '../../model/failure.ts';
import type { CloudReader } from '../../ports/cloud-reader.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { CloudWatchClient } from '../cloudwatch-client.ts';
import type { CredentialHooks } from '../credentials.ts';
import { DescribeClusterV2Command, KafkaClient } from '../msk-client.ts';
import type { SecretsManagerClient } from '../secrets-client.ts';
import { type CloudAccess, cloudCalls } from './cloud-calls.ts';
import { toDescription } from './describe-cluster.ts';
import { findPlace } from './find-place.ts';

/** What MSK says of a cluster changes seldom, and several screens ask for it. */
const REMEMBERED_MS = 50_000;

/** What AWS knows of a cluster, by MSK and CloudWatch. Nothing is asked before the first method is called. */
export const openCloud = (access: CloudAccess, hooks: CredentialHooks = {}, nowMs: () => number = Date.now): CloudReader => {
	const calls = cloudCalls(access, hooks);
	const kafka = lazily(async () => new KafkaClient(await calls.settings('kafka')));
	const cloudwatch = lazily(async (): Promise<CloudWatchClient> => {
		const { CloudWatchClient: Client } = await import('../cloudwatch-client.ts');
		return new Client(await calls.settings('cloudwatch'));
	});
	let place: CloudPlace | undefined;
	let described: { readonly atMs: number; readonly value: CloudDescription } | undefined;
	const placeOf = async (signal?: AbortSignal): Promise<CloudPlace> => {
		place ??= await findPlace(access, kafka, calls, signal);
		return place;
	};
	const parts = () => import('./cluster-parts.ts');
	const secrets = lazily(async (): Promise<SecretsManagerClient> => {
		const { SecretsManagerClient: Client } = await import('../secrets-client.ts');
		return new Client(await calls.settings('secrets_manager'));
	});
	const asking = async (options: ReadOptions | undefined) => ({
		...{ kafka: await kafka(), calls, place: await placeOf(options?.signal) },
		signal: options?.signal,
	});
	return {
		place: options => placeOf(options?.signal),
		describe: async options => {
			if (described !== undefined && nowMs() - described.atMs < REMEMBERED_MS) return described.value;
			const { arn } = await placeOf(options?.signal);
			const client = await kafka();
			const { ClusterInfo } = await calls.call({ action: 'kafka:DescribeClusterV2', resource: arn }, options?.signal, bound =>
				client.send(new DescribeClusterV2Command({ ClusterArn: arn }), bound),
			);
			if (ClusterInfo === undefined) throw new Failure('connection', `MSK told nothing of ${arn}.`);
			described = { atMs: nowMs(), value: toDescription(arn, ClusterInfo) };
			return described.value;
		},
		readOperations: async options => (await parts()).readOperations(await asking(options)),
		readConfiguration: async (arn, options) => (await parts()).readConfiguration(arn, await asking(options)),
		readTargetVersions: async options => (await parts()).readTargetVersions(await asking(options)),
		readScramSecrets: async options => (await parts()).readScramSecrets(await asking(options), secrets),
		readAlarms: async options => {
			const { name } = await placeOf(options?.signal);
			const { readAlarms } = await import('./alarms.ts');
			return readAlarms(await cloudwatch(), calls, name, options?.signal);
		},
		readMetrics: async (queries, window, options) => {
			const { name } = await placeOf(options?.signal);
			const { readMetricData } = await import('./metric-data.ts');
			return readMetricData(await cloudwatch(), calls, name, { queries, window, signal: options?.signal });
		},
	};
};

/** Made once; not remembered when it fails. */
const lazily = <T>(make: () => Promise<T>): (() => Promise<T>) => {
	let made: Promise<T> | undefined;
	return () => {
		made ??= make();
		made.catch(() => {
			made = undefined;
		});
		return made;
	};
};
