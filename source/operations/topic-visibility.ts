import type { ClusterDescription, LogDir } from '../model/cluster.ts';
import type { Outcome } from '../model/failure.ts';
import { METADATA_LOG } from '../model/reserved-name.ts';
import type { Topic } from '../model/topic.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';

/**
 * How complete a list of topics is. Metadata silently leaves out topics that we may not describe, whatever we may do on the cluster;
 * the log dirs of the brokers (which ask for Describe on the cluster alone) name every topic that holds data.
 */
export type TopicVisibility = {
	/** True when the brokers' log dirs were seen and every topic in them is in the list. */
	readonly isProven: boolean;
	/** Topics that exist but that we may not describe. */
	readonly hidden: readonly string[];
	/** Topics that appeared between the two answers. */
	readonly added: readonly Topic[];
};

type Evidence = {
	readonly visible: readonly Topic[];
	readonly logDirs: ReadonlyMap<number, Outcome<readonly LogDir[]>>;
	/** Which of the names in the log dirs are asked for. */
	readonly isAsked: (name: string) => boolean;
};

/** Compares what metadata told with what the brokers store; a topic in doubt is asked for by name, which the broker answers honestly. */
export const readTopicVisibility = async (known: KnownCluster, evidence: Evidence, options?: ReadOptions): Promise<TopicVisibility> => {
	const seen = new Set(evidence.visible.map(t => t.name));
	const inDoubt = new Set<string>();
	let answered = 0;
	for (const outcome of evidence.logDirs.values()) {
		if (!outcome.ok) continue;
		answered += 1;
		for (const dir of outcome.value)
			for (const { topic } of dir.replicas) if (!seen.has(topic) && topic !== METADATA_LOG && evidence.isAsked(topic)) inDoubt.add(topic);
	}
	if (inDoubt.size === 0) return { isProven: answered > 0, hidden: [], added: [] };
	const { topics, failures } = await known.reader.readTopics([...inDoubt].sort(), options);
	const hidden = [...failures].filter(([, failure]) => failure.kind !== 'notFound').map(([name]) => name);
	return { isProven: hidden.length === 0, hidden, added: topics };
};

/** True when the broker said that we hold Describe on the cluster: then ListGroups leaves nothing out. Null when it did not say. */
export const holdsClusterDescribe = (description: ClusterDescription): boolean | null =>
	description.authorizedOperations === null ? null : description.authorizedOperations.has('Describe');
