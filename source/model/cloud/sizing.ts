/** How many brokers of each type a load needs. Pure. */
import { BROKER_LIMITS, type BrokerLimits } from './broker-limits.ts';

/** What the whole cluster has to do; null where it is not known. */
export type ClusterLoad = {
	/** Bytes a second from clients at the busiest moment of the time that was looked at. */
	readonly peakIn: number | null;
	readonly peakOut: number | null;
	/** Bytes a second from clients on average: what fills the disks. */
	readonly meanIn: number | null;
	/** Replicas in the whole cluster. */
	readonly replicas: number | null;
	/** Bytes of all logs, replicas counted. */
	readonly storedBytes: number | null;
	/** User and system time of the busiest broker at its busiest moment. */
	readonly peakCpuPercent: number | null;
};

/** What if: factors on what was measured, 1 as it is. */
export type SizingWish = {
	/** Percent a month, compounded. */
	readonly growthPercent: number;
	readonly months: number;
	/** Times as many partitions, and times as long a retention. */
	readonly partitions: number;
	readonly retention: number;
};

/** What a broker should be loaded with at most, so that one of three may be away: AWS's sizing script takes 0.50 for Standard, 0.75 for Express. */
export const HEADROOM: Readonly<Record<BrokerLimits['kind'], number>> = { standard: 0.5, express: 0.75 };
/** MSK's best practices: an alarm at 85 %, and autoscaling that aims at 50 to 60 %. */
const DISK_SHARE = 0.6;
/** Brokers come in multiples of the zones. */
const ZONES = 3;
/** A Standard broker has a volume of up to 16 TiB. */
const MOST_VOLUME_GIB = 16_384;
const GIB = 2 ** 30;

export type Fit = {
	readonly limits: BrokerLimits;
	/** Brokers it takes; null where nothing of what would tell is known. */
	readonly brokers: number | null;
	/** What decides. */
	readonly because: 'traffic in' | 'traffic out' | 'partitions' | 'storage' | 'the least there may be' | null;
	/** GiB a broker of a Standard cluster; null for Express, which has no volumes, and where it is not known. */
	readonly volumeGib: number | null;
	/** What was left out since it is not known: the answer may be too small. */
	readonly ignored: readonly string[];
};

/** The load after so many months, and with what is to be changed. */
export const grown = (load: ClusterLoad, { growthPercent, months, partitions, retention }: SizingWish): ClusterLoad => {
	const growth = (1 + growthPercent / 100) ** months;
	const times = (value: number | null, by: number): number | null => (value === null ? null : value * by);
	return {
		peakIn: times(load.peakIn, growth),
		peakOut: times(load.peakOut, growth),
		meanIn: times(load.meanIn, growth),
		replicas: times(load.replicas, partitions),
		storedBytes: times(load.storedBytes, growth * retention),
		peakCpuPercent: load.peakCpuPercent,
	};
};

/** For each type how many brokers it takes, by the tightest of its limits. CPU depends on clients and is not reckoned with. */
export const fits = (load: ClusterLoad, types: readonly BrokerLimits[] = BROKER_LIMITS): readonly Fit[] =>
	types.map(limits => {
		const room = HEADROOM[limits.kind];
		const demands = [
			['traffic in', load.peakIn, limits.sustainedIn * room],
			['traffic out', load.peakOut, limits.sustainedOut * room],
			['partitions', load.replicas, limits.partitions.recommended],
			...(limits.kind === 'standard' ? [['storage', load.storedBytes, MOST_VOLUME_GIB * GIB * DISK_SHARE] as const] : []),
		] as const;
		const known = demands.flatMap(([what, value, each]) => (value === null ? [] : [{ what, brokers: inZones(value / each) }]));
		const ignored = demands.filter(([, value]) => value === null).map(([what]) => what);
		if (known.length === 0) return { limits, brokers: null, because: null, volumeGib: null, ignored };
		const tightest = known.reduce((a, b) => (b.brokers > a.brokers ? b : a));
		const { brokers } = tightest;
		const volumeGib =
			limits.kind === 'express' || load.storedBytes === null ? null : Math.max(1, Math.ceil(load.storedBytes / DISK_SHARE / brokers / GIB));
		return { limits, brokers, because: brokers === ZONES ? 'the least there may be' : tightest.what, volumeGib, ignored };
	});

const inZones = (brokers: number): number => Math.max(1, Math.ceil(brokers / ZONES)) * ZONES;
