import type { GroupLag } from '../model/lag.ts';
import type { Report } from '../model/report.ts';
import type { TopicSummary } from '../model/topic-summary.ts';
import { type BrokersAnswer, readBrokers } from '../operations/read-brokers.ts';
import { type GroupAnswer, readGroup } from '../operations/read-groups.ts';
import { readLag } from '../operations/read-lag.ts';
import { readTopic, type TopicAnswer } from '../operations/read-topic.ts';
import { readTopics } from '../operations/read-topics.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { LagHistory } from './lag-history.ts';
import { Poller } from './poller.ts';

/** Lag moves fast and costs few requests; a window of ten samples fills in under a minute. */
const LAG_INTERVAL_MS = 5_000;
/** Full metadata at most every ten seconds: an incident tool must not deepen the incident. */
const METADATA_INTERVAL_MS = 10_000;

/** What a session on one cluster polls. One poller a noun, shared by all screens; a screen starts it while it is shown. */
export type ClusterSession = {
	readonly known: KnownCluster;
	readonly history: LagHistory;
	readonly topics: Poller<Report<TopicSummary>>;
	readonly groups: Poller<Report<GroupLag>>;
	readonly brokers: Poller<BrokersAnswer>;
	readonly topic: (name: string) => Poller<TopicAnswer>;
	readonly group: (name: string) => Poller<GroupAnswer>;
	/** Reads under way; 0 is idle. */
	readonly busy: () => number;
};

/** Prepares a session; nothing is read before a poller is started. */
export const openSession = (known: KnownCluster): ClusterSession => {
	const history = new LagHistory();
	let busy = 0;
	const shared = {
		clock: known.clock,
		onBusy: (delta: 1 | -1): void => {
			busy += delta;
		},
	};
	const judged = <R extends Report<GroupLag>>(report: R): R => ({ ...report, rows: history.add(report.rows, known.clock.now()) });
	const topicPollers = new Map<string, Poller<TopicAnswer>>();
	const groupPollers = new Map<string, Poller<GroupAnswer>>();
	return {
		known,
		history,
		busy: () => busy,
		topics: new Poller({
			...shared,
			intervalMs: METADATA_INTERVAL_MS,
			read: (signal, early) =>
				readTopics(known, { patterns: [], includesInternal: false, underReplicatedOnly: false }, { signal }, rows =>
					early({ rows, gaps: [] }),
				),
		}),
		groups: new Poller({
			...shared,
			intervalMs: LAG_INTERVAL_MS,
			read: async (signal, early) => judged(await readLag(known, { groups: [], behind: 'bisect' }, { signal }, early)),
		}),
		brokers: new Poller({ ...shared, intervalMs: METADATA_INTERVAL_MS, read: signal => readBrokers(known, { signal }) }),
		topic: name =>
			remembered(topicPollers, name, () => ({
				...shared,
				intervalMs: METADATA_INTERVAL_MS,
				read: signal => readTopic(known, { name, includesGroups: true }, { signal }),
			})),
		group: name =>
			remembered(groupPollers, name, () => ({
				...shared,
				intervalMs: LAG_INTERVAL_MS,
				read: async signal => {
					const answer = await readGroup(known, { name, behind: 'exact' }, { signal });
					return { ...answer, group: history.add([answer.group], known.clock.now())[0]! };
				},
			})),
	};
};

/** One poller a name, so that coming back to a screen shows at once what was known. */
const remembered = <T>(
	pollers: Map<string, Poller<T>>,
	name: string,
	options: () => ConstructorParameters<typeof Poller<T>>[0],
): Poller<T> => {
	const known = pollers.get(name);
	if (known !== undefined) return known;
	const made = new Poller<T>(options());
	pollers.set(name, made);
	return made;
};
