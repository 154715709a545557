import { Agent } from 'node:https';

/** What every AWS client of this program is built with. */
export type AwsClientSettings = {
	readonly region: string;
	/** Whose `endpoint_url` and `services` section count. */
	readonly profile?: string;
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
export const awsClientSettings = (region: string, profile?: string): AwsClientSettings => ({
	region,
	...(profile !== undefined && { profile }),
	maxAttempts: 3,
	logger: silentLogger,
	requestHandler: {
		connectionTimeout: 3000,
		requestTimeout: 10_000,
		throwOnRequestTimeout: true,
		httpsAgent: new Agent({ keepAlive: true, proxyEnv: process.env }),
	},
});
