import { request as requestPlain } from 'node:http';
import { request } from 'node:https';
import type { AwsSettings } from '../model/connection-settings.ts';
import type { ClockCheck } from '../ports/connection-probe.ts';
import { clockFailure } from './aws-failure.ts';
import { awsClientSettings } from './client-settings.ts';
import { awsRegion } from './credentials.ts';

/** AWS takes five minutes; what is off by one will soon be off by more. */
const TOLERANCE_MS = 60_000;
const PATIENCE_MS = 3_000;

/**
 * Compares the clock of this machine with AWS's, by the Date of an answer of STS to a request without a signature. It counts whole seconds.
 * Undefined where STS cannot be reached, as in a private subnet.
 */
export const checkClock = async (settings: AwsSettings, hosts: readonly string[], nowMs: () => number): Promise<ClockCheck | undefined> => {
	try {
		const region = await awsRegion(settings, hosts);
		const base = process.env.AWS_ENDPOINT_URL_STS || process.env.AWS_ENDPOINT_URL;
		const url = new URL(base || `https://sts.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`);
		const offsetMs = nowMs() - (await dateOf(url, region));
		return { offsetMs, failure: Math.abs(offsetMs) > TOLERANCE_MS ? clockFailure(offsetMs) : null };
	} catch {
		return undefined;
	}
};

const dateOf = (url: URL, region: string): Promise<number> =>
	new Promise((resolve, reject) => {
		const isPlain = url.protocol === 'http:';
		const agent = isPlain ? {} : { agent: awsClientSettings(region).requestHandler.httpsAgent };
		const asked = (isPlain ? requestPlain : request)(
			url,
			{ method: 'HEAD', ...agent, signal: AbortSignal.timeout(PATIENCE_MS) },
			answer => {
				answer.resume();
				const date = Date.parse(answer.headers.date ?? '');
				if (Number.isNaN(date)) reject(new Error('no date'));
				else resolve(date);
			},
		);
		asked.on('error', reject);
		asked.end();
	});
