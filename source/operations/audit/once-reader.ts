import type { ClusterReader } from '../../ports/cluster-reader.ts';

/** The same reader, whose answers about the whole cluster are asked for once: an audit looks at them from many sides. */
export const onceReader = (reader: ClusterReader): ClusterReader => {
	const answers = new Map<string, Promise<unknown>>();
	const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
		const known = answers.get(key) as Promise<T> | undefined;
		if (known !== undefined) return known;
		const asked = ask();
		answers.set(key, asked);
		return asked;
	};
	return {
		...reader,
		describeCluster: options => once('cluster', () => reader.describeCluster(options)),
		readController: options => once('controller', () => reader.readController(options)),
		readTopics: (names, options) =>
			names === null ? once('topics', () => reader.readTopics(null, options)) : reader.readTopics(names, options),
		readLogDirs: (ids, options) => once(`logDirs ${[...ids].sort().join(' ')}`, () => reader.readLogDirs(ids, options)),
		listGroups: options => once('groups', () => reader.listGroups(options)),
	};
};
