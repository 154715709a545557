/** The lines of the Overview below the verdicts, where there is room: what flows through the cluster, and who controls it. Pure. */
import type { Controller } from '../../model/cluster.ts';
import type { GroupLag } from '../../model/lag.ts';
import type { RightScope } from '../../model/needed-right.ts';
import { type Unknown, unknownOf } from '../../model/unknown.ts';
import type { OverviewAnswer } from '../../operations/read-overview.ts';
import type { Throughput } from '../../state/throughput.ts';
import { groupedText, shortCountText } from '../../units/count.ts';
import { countText } from '../../units/plural.ts';
import type { Place } from '../shell/places.ts';
import type { StyleName, Theme } from '../theme.ts';
import { bytesText, type CloudKnown } from './overview-cloud.ts';
import { trendBars } from './trend-bars.ts';

/** One line; `sign` stands below the words of the verdicts. */
export type FactRow = {
	readonly id: string;
	readonly sign: string;
	readonly text: string;
	readonly style?: StyleName | undefined;
	readonly place: Place;
	readonly unknown: readonly (Unknown & { readonly subject: string })[];
};

type Known = {
	readonly overview: OverviewAnswer | undefined;
	readonly throughput: Throughput | undefined;
	readonly groups: readonly GroupLag[] | undefined;
	readonly scope: RightScope;
	/** Absent where AWS has nothing of the cluster. */
	readonly cloud?: CloudKnown | undefined;
	readonly nowMs: number;
};

export const factRows = (known: Known, theme: Theme): readonly FactRow[] => [
	trafficRow(known, theme),
	...(known.overview === undefined ? [] : [controllerRow(known.overview.controller)]),
];

/** Kafka tells no bytes per second to its clients. */
const NO_BYTES = {
	text: 'bytes ?',
	unknown: [
		{
			subject: 'bytes in and out',
			reason: 'brokers tell them to CloudWatch alone, and nothing says that this is a cluster of MSK (--cluster ARN does)',
			needs: 'cloudwatch:GetMetricData',
		},
	],
};

const trafficRow = ({ overview, throughput, groups, scope, cloud, nowMs }: Known, theme: Theme): FactRow => {
	const alive = overview?.brokers?.filter(b => b.isAlive).map(b => b.id) ?? [];
	const bytes = cloud === undefined ? NO_BYTES : bytesText(cloud.metrics, alive, nowMs);
	const unread =
		throughput?.kind !== 'measured' || throughput.failure === undefined
			? []
			: [{ subject: `records into ${countText(throughput.unread, 'topic', 'topics')}`, ...unknownOf(throughput.failure, scope) }];
	return {
		id: 'Traffic',
		sign: throughput?.kind === 'measured' ? trendBars(throughput.trend, theme) : '',
		text: `${intoText(throughput, overview)} · ${commitsText(groups)} · ${bytes.text}`,
		place: { kind: 'topics' },
		unknown: [...unread, ...bytes.unknown],
	};
};

const intoText = (throughput: Throughput | undefined, overview: OverviewAnswer | undefined): string => {
	if (throughput?.kind === 'tooMany')
		return `records in ? (more than ${groupedText(throughput.most)} partitions: Topics measures those on screen)`;
	if (throughput?.perSecond === undefined) return throughput !== undefined && throughput.unread > 0 ? 'records in ?' : 'records in …';
	const isLeast = throughput.unread > 0 || overview?.partitions.partial !== undefined;
	return `${isLeast ? '≥' : ''}${shortCountText(throughput.perSecond)} records/s in`;
};

/** What groups commit is what is known to be read; who reads without a group leaves no trace. */
const commitsText = (groups: readonly GroupLag[] | undefined): string => {
	if (groups === undefined) return 'groups commit …';
	const partitions = groups.filter(g => g.type !== 'share').flatMap(g => g.partitions.filter(p => !p.neverCommitted));
	const rates = partitions.flatMap(p => p.ratePerSecond ?? []);
	if (rates.length === 0) return partitions.length === 0 ? 'no group commits' : 'groups commit …';
	const sum = rates.reduce((all, rate) => all + Math.max(0, rate), 0);
	return `groups commit ${rates.length < partitions.length ? '≥' : ''}${shortCountText(sum)}/s`;
};

const controllerRow = ({ mode, leaderId, voters, observers, unknown }: Controller): FactRow => ({
	id: 'Quorum',
	sign: mode ?? '?',
	text:
		mode === null
			? 'who controls the cluster is not known'
			: leaderId === null
				? 'no controller leads'
				: [`controller ${leaderId} leads`, ...followText(voters, leaderId, 'voter'), ...followText(observers, leaderId, 'broker')].join(
						' · ',
					),
	place: { kind: 'brokers' },
	unknown: unknown.slice(0, 1).map(({ reason, needs }) => ({ subject: 'controller', reason, needs })),
});

/** How far those who follow the metadata log are behind its leader, in offsets of that log. */
const followText = (followers: Controller['voters'], leaderId: number, noun: string): readonly string[] => {
	const others = followers.filter(f => f.id !== leaderId);
	if (others.length === 0) return [];
	const lags = others.flatMap(f => f.lag ?? []);
	const count = countText(others.length, noun, `${noun}s`);
	if (lags.length < others.length) return [`${count}, lag ?`];
	const last = others.toSorted((a, b) => Number(b.lag! - a.lag!))[0]!;
	const most = last.lag!;
	return [most <= 0n ? `${count} up to date` : `${count}, ${last.id} is ${groupedText(most)} ${most === 1n ? 'record' : 'records'} behind`];
};
