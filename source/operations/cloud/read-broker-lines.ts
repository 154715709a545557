import { setTimeout } from 'node:timers/promises';
import { asFailure, Failure } from '../../model/failure.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { brokerIds } from './broker-ids.ts';
import { BROKER_LINE, FRESH_MS } from './broker-metrics.ts';
import { type MetricsAnswer, readMetrics, windowOf } from './read-metrics.ts';

/** How long a command whose own answer is there waits for CloudWatch; milliseconds. */
const PATIENCE_MS = 5_000;

/**
 * Asks CloudWatch once for what the lines of brokers show, beside whatever else is read. Calling the result waits for it, some seconds at
 * most; it never rejects. `brokers` are those to ask for, all by default. Undefined where AWS has nothing of this cluster.
 */
export const askBrokerLines = (
	known: KnownCluster,
	options?: ReadOptions,
	brokers?: readonly number[],
): (() => Promise<MetricsAnswer | Failure>) | undefined => {
	const { cloud, clock } = known;
	if (cloud === undefined) return undefined;
	const read = async (): Promise<MetricsAnswer> =>
		readMetrics(
			cloud,
			{
				specs: BROKER_LINE,
				brokers: brokers ?? (await brokerIds(known, cloud, options)),
				window: { ...windowOf(FRESH_MS, clock.now()), periodSeconds: 60 },
			},
			options,
		);
	const told = read().catch(asFailure);
	return () => Promise.race([told, setTimeout(PATIENCE_MS, LATE, { ref: false })]);
};

const LATE = new Failure('timeout', `AWS did not tell the brokers' metrics within ${PATIENCE_MS / 1000} s.`);
