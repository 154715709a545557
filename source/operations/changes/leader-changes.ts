import { judgeElectLeaders, leaderConditions } from '../../guardrails/judge-leader-changes.ts';
import type { ElectLeaders } from '../../model/change.ts';
import { success } from '../../model/failure.ts';
import { partitionKey } from '../../model/partition-key.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { readNamedTopics } from '../read-named-topics.ts';
import type { ChangeSteps, ReadBack } from './change-steps.ts';

const topicsOf = (known: KnownCluster, { partitions }: ElectLeaders, options?: ReadOptions) =>
	readNamedTopics(known, [...new Set(partitions.map(p => p.topic))], options);

export const electLeadersChange: ChangeSteps<ElectLeaders> = {
	judge: async (known, change, policy, options) => judgeElectLeaders(change, await topicsOf(known, change, options), policy),
	conditions: async (known, change, options) => leaderConditions(change, await topicsOf(known, change, options)),
	readBack: async (known, change, options) => {
		const topics = await topicsOf(known, change, options);
		const found: ReadBack = new Map();
		for (const { topic, partition } of change.partitions) {
			const now = topics.find(t => t.name === topic)?.partitions.find(p => p.partition === partition);
			const isMade = now !== undefined && now.leader !== null && now.leader === now.replicas[0];
			found.set(partitionKey(topic, partition), success({ isMade, after: now?.leader ?? null }));
		}
		return found;
	},
};
