/** What a session on one cluster polls. Screens of the same noun share one poller. */

import type { CausedLoad } from '../model/caused-load.ts';
import type { GroupLag } from '../model/lag.ts';
import type { Retention } from '../model/loss-forecast.ts';
import type { Report } from '../model/report.ts';
import type { TopicSummary } from '../model/topic-summary.ts';
import type { Audit } from '../operations/audit/run-audit.ts';
import { type BrokerAnswer, readBroker } from '../operations/read-broker.ts';
import { type BrokersAnswer, readBrokers } from '../operations/read-brokers.ts';
import { type GroupAnswer, readGroup } from '../operations/read-groups.ts';
import { readLag } from '../operations/read-lag.ts';
import { type OverviewAnswer, readOverview } from '../operations/read-overview.ts';
import { readTopic, type TopicAnswer } from '../operations/read-topic.ts';
import { readTopics } from '../operations/read-topics.ts';
import type { ClusterReader } from '../ports/cluster-reader.ts';
import type { ConnectionProbe } from '../ports/connection-probe.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { type AuditMutes, type AuditParts, auditMutes, readAudit } from './audit-run.ts';
import { type CloudSession, openCloudSession } from './cloud/cloud-session.ts';
import { ClusterWatch } from './cluster-watch.ts';
import { Diagnoser } from './diagnoser.ts';
import { IdlePause } from './idle-pause.ts';
import { LagHistory } from './lag-history.ts';
import { LoadMeter } from './load-meter.ts';
import { MinIsrMemory } from './min-isr-memory.ts';
import { lookWhereDue, observedReader } from './observed-reader.ts';
import { Poller, type PollerOptions } from './poller.ts';
import { RecordTimes } from './record-times.ts';
import { noRecords, RecordDesks } from './records/record-desk.ts';
import type { RecordsCluster } from './records/records-cluster.ts';
import { METADATA_PACE_MS, SharedMetadata, sharingReader } from './shared-metadata.ts';
import { type Throughput, ThroughputMeter } from './throughput.ts';
import type { Timeline } from './timeline.ts';
import { type RatedTopic, type TopicRate, TopicRates } from './topic-rates.ts';
import { TopicRetention } from './topic-retention.ts';

/** Lag moves fast and costs few requests; a window of ten samples fills in under a minute. */
const LAG_INTERVAL_MS = 5_000;
/** One broker in depth asks for settings of all topics on it and for all groups: what it tells changes slowly. */
const BROKER_INTERVAL_MS = 30_000;
/** Two looks make a rate: the first shows after one interval. */
const RATE_INTERVAL_MS = 5_000;
/** An audit reads everything once; what it judges changes slowly. */
const AUDIT_INTERVAL_MS = 300_000;
/** How often the watch asks itself whether anything has not been looked at for its pace; it asks the cluster only then. */
const WATCH_INTERVAL_MS = 5_000;

/** One group with the retention of the topics it reads, as far as their settings may be read. */
export type WatchedGroup = GroupAnswer & { readonly retention: ReadonlyMap<string, Retention> };

/** One session. A screen starts a poller while it is shown. */
export type ClusterSession = {
	readonly known: KnownCluster;
	/** Kafka's id of it as it was told last; undefined before, null where it is not told. Asks nobody. */
	readonly clusterId: () => string | null | undefined;
	/** What is looked at of topics' records: pages, tails, searches. */
	readonly records: RecordDesks;
	readonly history: LagHistory;
	/** What happened since the session began; every poller's answers tell of it. */
	readonly timeline: Timeline;
	/** Looks at what no screen reads; runs as long as the session, whatever is shown. */
	readonly watch: Pick<Poller<void>, 'start' | 'stop'>;
	readonly overview: Poller<OverviewAnswer>;
	readonly topics: Poller<Report<TopicSummary>>;
	/** Growth of the topics chosen with `wantRates`. */
	readonly topicRates: Poller<ReadonlyMap<string, TopicRate>>;
	/** Records that come to the whole cluster. */
	readonly throughput: Poller<Throughput>;
	/** Tells which topics there are and which of them are on screen. */
	readonly wantRates: (all: readonly RatedTopic[], shown: readonly RatedTopic[]) => void;
	readonly groups: Poller<Report<GroupLag>>;
	readonly brokers: Poller<BrokersAnswer>;
	readonly broker: (id: number) => Poller<BrokerAnswer>;
	readonly topic: (name: string) => Poller<TopicAnswer>;
	readonly group: (name: string) => Poller<WatchedGroup>;
	/** What AWS tells, a look a minute; undefined where it has nothing of this cluster. */
	readonly cloud: CloudSession | undefined;
	/** Best practices, checked when somebody comes to look. */
	readonly audit: Poller<Audit>;
	/** Accepts findings for a time; undefined where nothing is kept. */
	readonly auditMutes: AuditMutes | undefined;
	/** Looks where on the way to the cluster a failing connection ends; undefined where there is no way to look at. */
	readonly diagnoser: Diagnoser | undefined;
	/** Reads under way; 0 is idle. */
	readonly busy: () => number;
	/** Whether a person paused it; that nobody is there is another matter. */
	readonly isPaused: () => boolean;
	/** Pauses or resumes every poller, also those that are made later. */
	readonly pause: (isPaused: boolean) => void;
	/** Pauses every poller while nobody touches a key; the app tells it of keys. */
	readonly idle: IdlePause;
	/** What all this costs the cluster; undefined where it is not counted. */
	readonly load: LoadMeter | undefined;
	/** Reads anew what a poller shows, with metadata that is not shared with an earlier read. */
	readonly refresh: (poller: { refresh(): void }) => void;
	readonly showsInternalTopics: () => boolean;
	/** Reads the list of topics anew, with or without Kafka's own. */
	readonly showInternalTopics: (isShown: boolean) => void;
};

/** What a session may be given besides the cluster. */
export type SessionParts = {
	readonly diagnose?: ConnectionProbe['diagnose'] | undefined;
	readonly load?: CausedLoad | undefined;
	readonly records?: RecordsCluster['records'] | undefined;
	readonly exports?: RecordsCluster['exports'];
	readonly audit?: AuditParts | undefined;
};

/** Prepares a session; nothing is read before a poller is started. */
export const openSession = (
	given: KnownCluster,
	{ diagnose, load, records = noRecords, exports, audit }: SessionParts = {},
): ClusterSession => {
	let clusterId: string | null | undefined;
	const describeCluster: ClusterReader['describeCluster'] = async options => {
		const description = await given.reader.describeCluster(options);
		clusterId = description.clusterId;
		return description;
	};
	const cluster: KnownCluster = { ...given, reader: { ...given.reader, describeCluster } };
	const watch = new ClusterWatch(cluster);
	const observed = observedReader(cluster.reader, watch);
	const recordTimes = new RecordTimes(cluster.clock);
	const metadata = new SharedMetadata(cluster.clock, options => observed.readTopics(null, options));
	const known: KnownCluster = { ...cluster, reader: sharingReader(observed, metadata), recordTimes };
	const history = new LagHistory();
	let busy = 0;
	let isPaused = false;
	let includesInternal = false;
	const shared = {
		clock: known.clock,
		onBusy: (delta: 1 | -1): void => {
			busy += delta;
		},
	};
	const pollers: Pick<Poller<unknown>, 'pause'>[] = [];
	const poller = <T>(options: Pick<PollerOptions<T>, 'intervalMs' | 'read'>): Poller<T> => {
		const made = new Poller<T>({ ...shared, ...options });
		made.pause(isPaused || idle.isIdle());
		pollers.push(made);
		return made;
	};
	const meter = load && new LoadMeter(load);
	const applyPause = (): void => {
		watch.pause(isPaused || idle.isIdle());
		meter?.pause(isPaused || idle.isIdle());
		for (const one of pollers) one.pause(isPaused || idle.isIdle());
	};
	const idle = new IdlePause(cluster.clock, applyPause);
	const brokerPollers = new Map<string, Poller<BrokerAnswer>>();
	const topicPollers = new Map<string, Poller<TopicAnswer>>();
	const groupPollers = new Map<string, Poller<WatchedGroup>>();
	const topicRetention = new TopicRetention(known);
	const minIsr = new MinIsrMemory(known);
	const topics = poller<Report<TopicSummary>>({
		intervalMs: METADATA_PACE_MS,
		read: (signal, early) =>
			readTopics(
				known,
				{ patterns: [], includesInternal, underReplicatedOnly: false },
				{ signal },
				early && (rows => early({ rows, gaps: [] })),
			),
	});
	const rates = new TopicRates(known);
	const topicRates = poller<ReadonlyMap<string, TopicRate>>({ intervalMs: RATE_INTERVAL_MS, read: signal => rates.look({ signal }) });
	const throughput = new ThroughputMeter(known);
	return {
		known,
		clusterId: () => clusterId,
		records: new RecordDesks({ known, records, exports }),
		history,
		timeline: watch.timeline,
		watch: poller<void>({
			intervalMs: WATCH_INTERVAL_MS,
			read: signal => {
				recordTimes.forgetOld();
				return lookWhereDue(known.reader, watch, signal);
			},
		}),
		cloud: openCloudSession(known, poller),
		audit: poller<Audit>({ intervalMs: AUDIT_INTERVAL_MS, read: (signal, early) => readAudit(known, audit, history, { signal }, early) }),
		auditMutes: auditMutes(audit, () => clusterId),
		diagnoser: diagnose === undefined ? undefined : new Diagnoser(diagnose),
		busy: () => busy,
		isPaused: () => isPaused,
		pause: next => {
			isPaused = next;
			applyPause();
		},
		idle,
		load: meter,
		refresh: poller => {
			metadata.want();
			poller.refresh();
		},
		showsInternalTopics: () => includesInternal,
		showInternalTopics: isShown => {
			includesInternal = isShown;
			topics.refresh();
		},
		topics,
		topicRates,
		throughput: poller<Throughput>({ intervalMs: METADATA_PACE_MS, read: signal => throughput.look({ signal }) }),
		wantRates: (all, shown) => {
			if (rates.want(all, shown)) topicRates.refresh();
		},
		groups: poller<Report<GroupLag>>({
			intervalMs: LAG_INTERVAL_MS,
			read: async (signal, early) => {
				const startedMs = known.clock.now();
				const report = history.addAll(await readLag(known, { groups: [], behind: 'bisect' }, { signal }, early), known.clock.now());
				watch.seeLag(startedMs, report.rows);
				return report;
			},
		}),
		overview: poller<OverviewAnswer>({
			intervalMs: METADATA_PACE_MS,
			read: (signal, early) => readOverview(known, minIsr, { signal }, early),
		}),
		brokers: poller<BrokersAnswer>({
			intervalMs: METADATA_PACE_MS,
			read: (signal, early) => readBrokers(known, { signal }, (_topics, answer) => early?.(answer)),
		}),
		broker: id =>
			remembered(brokerPollers, String(id), () =>
				poller({ intervalMs: BROKER_INTERVAL_MS, read: signal => readBroker(known, id, { signal }) }),
			),
		topic: name =>
			remembered(topicPollers, name, () =>
				poller({
					intervalMs: METADATA_PACE_MS,
					read: (signal, early) => readTopic(known, { name, includesGroups: true }, { signal }, early),
				}),
			),
		group: name =>
			remembered(groupPollers, name, () =>
				poller({
					intervalMs: LAG_INTERVAL_MS,
					read: async signal => {
						const startedMs = known.clock.now();
						const answer = await readGroup(known, { name, behind: 'exact' }, { signal });
						const retention = await topicRetention.of(answer.group.topics, { signal });
						const group = history.add([answer.group], known.clock.now())[0]!;
						watch.seeLag(startedMs, [group]);
						return { ...answer, retention, group };
					},
				}),
			),
	};
};

/** One poller a name, so that coming back to a screen shows at once what was known. */
const remembered = <T>(pollers: Map<string, Poller<T>>, name: string, make: () => Poller<T>): Poller<T> => {
	const known = pollers.get(name);
	if (known !== undefined) return known;
	const made = make();
	pollers.set(name, made);
	return made;
};
