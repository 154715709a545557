import type { ClusterReader } from '../ports/cluster-reader.ts';
import type { Subject } from './attention.ts';
import type { ClusterWatch } from './cluster-watch.ts';

/** The same reader, whose answers about the whole cluster are also looks of the watch: what a screen reads need not be read twice. */
export const observedReader = (reader: ClusterReader, watch: ClusterWatch): ClusterReader => {
	const observed = async <T>(
		subject: Subject,
		ask: () => Promise<T>,
		see: (startedMs: number, answer: T) => void,
		signal: AbortSignal | undefined,
	): Promise<T> => {
		const startedMs = watch.begin(subject);
		try {
			const answer = await ask();
			see(startedMs, answer);
			return answer;
		} catch (error) {
			if (signal?.aborted) watch.giveUp(subject);
			else watch.fail(subject, error);
			throw error;
		}
	};
	return {
		...reader,
		describeCluster: async options => {
			const description = await reader.describeCluster(options);
			watch.seeDescription(description);
			return description;
		},
		readTopics: (names, options) =>
			names !== null
				? reader.readTopics(names, options)
				: observed(
						'topics',
						() => reader.readTopics(null, options),
						(at, answer) => watch.seeTopics(at, answer),
						options?.signal,
					),
		readController: options =>
			observed(
				'controller',
				() => reader.readController(options),
				(at, answer) => watch.seeController(at, answer),
				options?.signal,
			),
		readLogDirs: async (brokerIds, options) => {
			const startedMs = watch.now();
			const answers = await reader.readLogDirs(brokerIds, options);
			if (!options?.signal?.aborted)
				watch.seeBrokers(startedMs, new Map([...answers].map(([id, a]) => [id, a.ok ? undefined : a.failure])));
			return answers;
		},
		listGroups: options =>
			observed(
				'groups',
				() => reader.listGroups(options),
				(at, answer) => watch.seeGroups(at, answer),
				options?.signal,
			),
	};
};

/**
 * Takes the looks that nobody else has taken lately. Rejects with the first failure, so that a poller backs off; the failure is said in
 * the timeline already. `observed` is the reader above.
 */
export const lookWhereDue = async (observed: ClusterReader, watch: ClusterWatch, signal: AbortSignal): Promise<void> => {
	const asks: Promise<unknown>[] = [];
	if (watch.isDue('topics')) asks.push(observed.describeCluster({ signal }), observed.readTopics(null, { signal }));
	if (watch.isDue('controller')) asks.push(observed.readController({ signal }));
	if (watch.isDue('groups')) asks.push(observed.listGroups({ signal }));
	const settled = await Promise.allSettled(asks);
	await watch.settled();
	const failed = settled.find(outcome => outcome.status === 'rejected');
	if (failed !== undefined) throw failed.reason;
};
