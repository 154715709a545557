import type { AwsSettings } from '../../model/connection-settings.ts';
import { toAwsFailure } from '../aws-failure.ts';
import { type AwsClientSettings, awsServiceSettings, type ServiceName } from '../client-settings.ts';
import {
	type AwsCredentials,
	awsCredentials,
	awsRegion,
	type CredentialHooks,
	type CredentialProvider,
	profileName,
} from '../credentials.ts';
import { timeBound } from '../time-bound.ts';

/** Where a cluster is and whom to be towards AWS. */
export type CloudAccess = {
	readonly aws: AwsSettings;
	/** Bootstrap hosts: they tell the region, and which cluster it is. */
	readonly hosts: readonly string[];
	readonly arn?: string | undefined;
	/** Another AWS than the real one: its address, and keys that it knows. */
	readonly fixed?: (() => Promise<FixedAws>) | undefined;
};

export type FixedAws = { readonly url: string; readonly region: string; readonly credentials: AwsCredentials };

/** What is asked, to be named when it fails. */
export type Asked = { readonly action: string; readonly resource?: string; readonly wayAround?: string };

/** Milliseconds a call may take over all its tries: what waits for it is a cell, never the screen. */
const PATIENCE_MS = 10_000;

/** Makes calls to AWS about one cluster, with one identity. */
export type CloudCalls = {
	readonly region: () => Promise<string>;
	/** Settings of a client, its credentials included; the first use looks for credentials. */
	readonly settings: (service: ServiceName) => Promise<AwsClientSettings & { readonly credentials: CredentialProvider }>;
	/** Bounds a call in time and turns what it throws into a Failure. */
	readonly call: <T>(asked: Asked, signal: AbortSignal | undefined, send: (options: object) => Promise<T>) => Promise<T>;
};

export const cloudCalls = ({ aws, hosts, arn, fixed }: CloudAccess, hooks: CredentialHooks): CloudCalls => {
	let known: Promise<string> | undefined;
	const region = (): Promise<string> => {
		known ??= fixed === undefined ? awsRegion(aws, hosts, arn) : fixed().then(f => f.region);
		// A profile may be written meanwhile.
		known.catch(() => {
			known = undefined;
		});
		return known;
	};
	return {
		region,
		settings: async service => {
			const at = await region();
			if (fixed !== undefined) {
				const { url, credentials } = await fixed();
				return { ...(await awsServiceSettings(service, at, undefined)), endpoint: url, credentials: async () => credentials };
			}
			const credentials = awsCredentials({ ...aws, region: at }, hooks);
			return { ...(await awsServiceSettings(service, at, profileName(aws))), credentials };
		},
		call: async (asked, signal, send) => {
			const at = await region();
			const { action } = asked;
			try {
				return await timeBound(hooks.timeoutMs ?? PATIENCE_MS, { action, region: at }, send, signal);
			} catch (error) {
				throw toAwsFailure(error, { profile: profileName(aws), region: at, roleArn: aws.roleArn, ...asked });
			}
		},
	};
};
