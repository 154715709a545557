import { judgeReplay, type ReplayFacts, replayConditions } from '../../guardrails/judge-replay.ts';
import type { ReplayRecords } from '../../model/change.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import type { ChangeSteps } from './change-steps.ts';
import { readTopicChangeFacts } from './topic-changes.ts';

const readFacts = async (known: KnownCluster, { topic, ranges }: ReplayRecords, options?: ReadOptions): Promise<ReplayFacts> => {
	const names = [...new Set(ranges.map(r => r.topic))];
	const [target, sources] = await Promise.all([readTopicChangeFacts(known, topic, options), known.reader.readTopics(names, options)]);
	return { target, sourceIds: new Map(names.map(name => [name, sources.topics.find(t => t.name === name)?.topicId ?? null])) };
};

/** Replays are read back by what Kafka answers to each batch (operations/replay): the topic moves on under them. */
export const replayChange: ChangeSteps<ReplayRecords> = {
	judge: async (known, change, policy, options) => judgeReplay(change, await readFacts(known, change, options), policy),
	conditions: async (known, change, options) => replayConditions(await readFacts(known, change, options)),
	readBack: async () => new Map(),
};
