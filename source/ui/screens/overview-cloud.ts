/** What AWS knows, in the lines of the Overview: bytes, alarms that go off, what MSK does to the cluster. Pure. */
import type { CloudDescription } from '../../model/cloud/cloud-cluster.ts';
import { cloudUnknown } from '../../model/cloud/cloud-unknown.ts';
import type { Unknown } from '../../model/unknown.ts';
import { metricsOf } from '../../operations/cloud/broker-metrics.ts';
import type { AlarmsAnswer } from '../../operations/cloud/read-alarms.ts';
import type { CloudMetrics } from '../../state/cloud/cloud-metrics.ts';
import type { Snapshot } from '../../state/poller.ts';
import { sizeText } from '../../units/size.ts';
import { clockText } from '../../units/time.ts';
import type { FactRow } from './overview-facts.ts';

export type CloudKnown = {
	readonly metrics: Snapshot<CloudMetrics>;
	readonly alarms: Snapshot<AlarmsAnswer>;
	readonly description: Snapshot<CloudDescription>;
};

type Text = { readonly text: string; readonly unknown: readonly (Unknown & { readonly subject: string })[] };

/** `in 36 KiB/s · out 88 KiB/s (15:04)`: a sum that lacks a broker is at least so much. */
export const bytesText = ({ value, failure }: Snapshot<CloudMetrics>, brokers: readonly number[], nowMs: number): Text => {
	if (value === undefined)
		return failure === undefined
			? { text: 'bytes …', unknown: [] }
			: { text: 'bytes ?', unknown: [{ subject: 'bytes in and out', ...cloudUnknown(failure) }] };
	const lines = brokers.map(id => metricsOf(value, id, nowMs));
	const sum = (values: readonly (number | null | undefined)[]): string => {
		const known = values.flatMap(v => v ?? []);
		if (known.length === 0) return '?';
		const total = sizeText(BigInt(Math.round(known.reduce((a, b) => a + b, 0))));
		return `${known.length < values.length ? '≥' : ''}${total}/s`;
	};
	const times = lines.flatMap(l => l.atMs ?? []);
	const why = lines.flatMap(l => l.unknown).find(u => u.field === 'bytesInPerSecond' || u.field === 'bytesOutPerSecond');
	const at = times.length === 0 ? '' : ` (${clockText(Math.min(...times)).slice(0, 5)})`;
	return {
		text: `in ${sum(lines.map(l => l.bytesInPerSecond))} · out ${sum(lines.map(l => l.bytesOutPerSecond))}${at}`,
		unknown: why === undefined ? [] : [{ subject: 'bytes in and out', reason: why.reason, needs: why.needs }],
	};
};

const SHOWN_ALARMS = 3;

/** One line on MSK. `isQuiet` where there is nothing to see to: then it stands only where there is room. */
export const mskRow = ({ alarms, description }: CloudKnown): FactRow & { readonly isQuiet: boolean } => {
	const state = description.value?.state;
	const action = description.value?.customerAction;
	const isAsking = action === 'ACTION_RECOMMENDED' || action === 'CRITICAL_ACTION_REQUIRED';
	const { text, unknown, isLoud } = alarmsText(alarms);
	const isBusy = state !== undefined && state !== 'ACTIVE';
	const why = description.failure === undefined ? [] : [{ subject: 'state', ...cloudUnknown(description.failure) }];
	return {
		id: 'MSK',
		sign: state ?? (description.failure === undefined ? '…' : '?'),
		text: [...(isAsking ? [action] : []), text].join(' · '),
		style: action === 'CRITICAL_ACTION_REQUIRED' || isLoud ? 'critical' : isAsking || isBusy ? 'warning' : undefined,
		place: isLoud ? { kind: 'alarms' } : { kind: 'cluster' },
		unknown: [...why, ...unknown],
		isQuiet: !isLoud && !isBusy && !isAsking,
	};
};

const alarmsText = ({ value, failure }: Snapshot<AlarmsAnswer>): Text & { readonly isLoud: boolean } => {
	if (value === undefined)
		return failure === undefined
			? { text: 'alarms …', unknown: [], isLoud: false }
			: { text: 'alarms ?', unknown: [{ subject: 'alarms', ...cloudUnknown(failure) }], isLoud: false };
	const loud = value.rows.filter(r => r.state === 'ALARM').map(r => r.name);
	const missing = value.rows.filter(r => r.verdict === 'missing').length;
	const more = loud.length > SHOWN_ALARMS ? ` and ${loud.length - SHOWN_ALARMS} more` : '';
	const others = missing === 0 ? '' : ` · ${missing} recommended missing`;
	if (loud.length === 0) return { text: `no alarm goes off${others}`, unknown: [], isLoud: false };
	return { text: `ALARM ${loud.slice(0, SHOWN_ALARMS).join(', ')}${more}${others}`, unknown: [], isLoud: true };
};
