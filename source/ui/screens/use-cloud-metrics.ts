/** What CloudWatch tells of brokers, beside what Kafka tells: no line waits for it. */
import { useMemo } from 'react';
import type { BrokerSummary } from '../../model/broker-summary.ts';
import { metricsTime, withMetrics } from '../../operations/cloud/broker-metrics.ts';
import type { CloudMetrics } from '../../state/cloud/cloud-metrics.ts';
import type { Snapshot } from '../../state/poller.ts';
import { clockText } from '../../units/time.ts';
import { useShell } from '../shell/shell-context.ts';
import { useMaybePoller } from '../shell/use-poller.ts';
import type { Piece } from '../styled-line.ts';
import type { CloudKnown } from './overview-cloud.ts';

export type CloudLines = {
	readonly rows: readonly BrokerSummary[];
	readonly metrics: Snapshot<CloudMetrics> | undefined;
	/** Of which minute the figures are, what asking costs, and what went wrong; nothing where AWS has nothing of this cluster. */
	readonly details: readonly Piece[];
};

export const useCloudLines = (brokers: readonly BrokerSummary[], isWanted = true): CloudLines => {
	const { session, clock } = useShell();
	const snapshot = useMaybePoller(session.cloud?.metrics, isWanted);
	return useMemo(() => {
		if (snapshot === undefined) return { rows: brokers, metrics: undefined, details: [] };
		const rows = withMetrics(brokers, snapshot.value ?? snapshot.failure, clock.now());
		return { rows, metrics: snapshot, details: cloudDetails(snapshot, metricsTime(rows)) };
	}, [snapshot, brokers, clock]);
};

/** What the Overview tells of AWS; undefined where AWS has nothing of this cluster. */
export const useCloudFacts = (): CloudKnown | undefined => {
	const { session } = useShell();
	const metrics = useMaybePoller(session.cloud?.metrics);
	const alarms = useMaybePoller(session.cloud?.alarms);
	const description = useMaybePoller(session.cloud?.description);
	return useMemo(
		() => (metrics === undefined || alarms === undefined || description === undefined ? undefined : { metrics, alarms, description }),
		[metrics, alarms, description],
	);
};

/** `CloudWatch 15:04`, and what it costs an hour. */
export const cloudDetails = ({ value, failure }: Snapshot<CloudMetrics>, atMs: number | undefined): readonly Piece[] => {
	if (value === undefined) {
		const word = failure === undefined ? '…' : failure.kind === 'authorization' ? 'denied' : 'not read';
		return [{ text: `CloudWatch ${word}`, style: failure === undefined ? 'muted' : 'warning' }];
	}
	const time = atMs === undefined ? 'has no point' : clockText(atMs).slice(0, 5);
	const cost = ` · $${value.dollarsAnHour.toFixed(2)}/h`;
	return [
		{ text: `CloudWatch ${time}${failure === undefined ? cost : ' refresh failed'}`, style: failure === undefined ? 'muted' : 'warning' },
	];
};
