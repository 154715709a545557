import type { Fit } from '../model/cloud/sizing.ts';
import { groupedText } from '../units/count.ts';
import { byValue, cellOf, notApplicableCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';

/** Types of brokers and how many of them a load takes; `now` is the type in use and how many there are. */
export const sizingTable = (now: { readonly type: string | null; readonly brokers: number | null }): NounTable<Fit> => ({
	noun: 'types',
	unknownOf: ({ ignored, limits }) => [
		{ field: 'brokers', reason: `nothing of ${ignored.join(', ')} is known`, needs: 'cloudwatch:GetMetricData' },
		...(limits.kind === 'express'
			? []
			: [{ field: 'volumeGib', reason: 'how full the volumes are is not known', needs: 'cloudwatch:GetMetricData' }]),
	],
	columns: [
		{
			id: 'type',
			title: 'TYPE',
			align: 'left',
			priority: 0,
			cell: f => textCell(f.limits.type),
			compare: byValue(f => f.limits.type),
			json: f => f.limits.type,
		},
		{
			id: 'brokers',
			title: 'BROKERS',
			align: 'right',
			priority: 0,
			cell: f => cellOf(f.brokers, count => `${f.ignored.length > 0 ? '≥' : ''}${count}`),
			compare: byValue(f => f.brokers),
			json: f => f.brokers,
		},
		{
			id: 'volumeGib',
			title: 'GIB EACH',
			align: 'right',
			priority: 1,
			cell: f => (f.limits.kind === 'express' ? notApplicableCell : cellOf(f.volumeGib, groupedText)),
			compare: byValue(f => f.volumeGib),
		},
		{
			id: 'because',
			title: 'DECIDED BY',
			align: 'left',
			priority: 2,
			cell: f => textCell(f.because ?? ''),
			compare: byValue(f => f.because),
		},
		{
			id: 'now',
			title: 'NOW',
			align: 'left',
			priority: 1,
			cell: f => {
				if (f.limits.type !== now.type) return textCell('');
				const isShort = f.brokers !== null && now.brokers !== null && now.brokers < f.brokers;
				return textCell(`${now.brokers ?? '?'} in use`, isShort ? 'warning' : undefined);
			},
			compare: byValue(f => (f.limits.type === now.type ? 0 : 1)),
		},
	],
	jsonOnly: {
		// What has no volume has no size of one, and without a figure nothing decided.
		volumeGib: f => (f.limits.kind === 'express' ? undefined : f.volumeGib),
		because: f => f.because ?? undefined,
		ignored: f => f.ignored,
		isThroughputGuide: f => f.limits.isThroughputGuide,
	},
});
