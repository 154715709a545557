import { Agent } from 'node:https';
import { readSharedConfig } from './shared-config.ts';

/** What every AWS client of this program is built with. */
export type AwsClientSettings = {
	readonly region: string;
	readonly endpoint?: string;
	readonly maxAttempts: number;
	readonly logger: SilentLogger;
	readonly requestHandler: {
		readonly connectionTimeout: number;
		readonly requestTimeout: number;
		readonly throwOnRequestTimeout: boolean;
		readonly httpsAgent: Agent;
	};
};

/** The SDK writes its warnings to the console unless it is given a logger; on our screen they would tear the picture. */
export type SilentLogger = {
	readonly trace: () => void;
	readonly debug: () => void;
	readonly info: () => void;
	readonly warn: () => void;
	readonly error: () => void;
};

const nothing = (): void => {};

export const silentLogger: SilentLogger = { trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };

/**
 * Settings for an AWS client: bounded waits (without them a silent endpoint hangs for ever) and the proxy of the environment
 * (which the SDK ignores by itself). Milliseconds.
 */
export const awsClientSettings = (region: string): AwsClientSettings => ({
	region,
	maxAttempts: 3,
	logger: silentLogger,
	requestHandler: {
		connectionTimeout: 3000,
		requestTimeout: 10_000,
		throwOnRequestTimeout: true,
		httpsAgent: new Agent({ keepAlive: true, proxyEnv: process.env }),
	},
});

/** Services by the names they have in variables and in `services` sections. */
export type ServiceName = 'cloudwatch' | 'glue' | 'kafka' | 'secrets_manager' | 'sts';

/**
 * The same with the endpoint that the profile names for a service. The SDK looks for one in the profile of AWS_PROFILE only, not in one that
 * was named otherwise; variables go before, and AWS_IGNORE_CONFIGURED_ENDPOINT_URLS switches both off, as for all AWS tools.
 */
export const awsServiceSettings = async (
	service: ServiceName,
	region: string,
	profile: string | undefined,
	env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<AwsClientSettings> => {
	const settings = awsClientSettings(region);
	const isSdks = profile === undefined || env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env.AWS_ENDPOINT_URL;
	if (isSdks || env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === 'true') return settings;
	const { profiles, services } = await readSharedConfig(env);
	const section = profiles.get(profile);
	const endpoint = services.get(section?.get('services') ?? '')?.get(`${service}.endpoint_url`) ?? section?.get('endpoint_url');
	return endpoint === undefined ? settings : { ...settings, endpoint };
};
