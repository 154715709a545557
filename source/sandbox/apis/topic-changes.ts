/** Topics come, go and grow: CreateTopics, DeleteTopics, CreatePartitions. */
import { errorCode } from '../../protocol/error-codes.ts';
import type { DecodedRequestOf } from '../../protocol/messages.ts';
import { CLUSTER_NAME, maySee } from '../cluster/access.ts';
import { settingProblem } from '../cluster/check-setting.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { settingRefusal } from '../cluster/flavour.ts';
import { topicSettings } from '../cluster/settings.ts';
import { spreadReplicas } from '../cluster/topic.ts';
import { type Handlers, NONE, TOPIC_AUTHORIZATION_FAILED, UNKNOWN_TOPIC_OR_PARTITION } from './handler.ts';

/** Partitions that one topic may have here: what a client asks for must not fill our memory. */
const MOST_PARTITIONS = 10_000;
const ZERO_ID = 'AAAAAAAAAAAAAAAAAAAAAA';

type NewTopic = DecodedRequestOf<'CreateTopics'>['topics'][number];
type Problem = { readonly errorCode: number; readonly errorMessage: string };
const problem = (name: Parameters<typeof errorCode>[0], errorMessage: string): Problem => ({ errorCode: errorCode(name), errorMessage });

const nameProblem = (cluster: Cluster, name: string): Problem | undefined => {
	if (name === '' || name === '.' || name === '..' || name.length > 249 || !/^[a-zA-Z0-9._-]+$/.test(name))
		return problem(
			'INVALID_TOPIC_EXCEPTION',
			`Topic name is invalid: '${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`,
		);
	if (cluster.topics.has(name)) return problem('TOPIC_ALREADY_EXISTS', `Topic '${name}' already exists.`);
	// Metrics write both signs the same, so Kafka refuses names that differ in nothing else.
	const alike = [...cluster.topics.keys()].find(other => other.replaceAll('.', '_') === name.replaceAll('.', '_'));
	return alike === undefined ? undefined : problem('INVALID_TOPIC_EXCEPTION', `Topic '${name}' collides with existing topics: ${alike}`);
};

const shapeProblem = (cluster: Cluster, { numPartitions, replicationFactor, assignments }: NewTopic): Problem | undefined => {
	const known = new Set(cluster.brokers.map(broker => broker.id));
	if (assignments.length > 0) {
		if (numPartitions !== -1 || replicationFactor !== -1)
			return problem(
				'INVALID_REQUEST',
				'A manual partition assignment was specified, but numPartitions or replicationFactor was not set to -1.',
			);
		const isFine = assignments.every(
			({ brokerIds }) => brokerIds.length > 0 && new Set(brokerIds).size === brokerIds.length && brokerIds.every(id => known.has(id)),
		);
		const indices = assignments.map(a => a.partitionIndex).sort((a, b) => a - b);
		return isFine && indices.every((index, i) => index === i)
			? undefined
			: problem('INVALID_REPLICA_ASSIGNMENT', 'The manual partition assignment is not valid.');
	}
	if (numPartitions === 0 || numPartitions < -1)
		return problem('INVALID_PARTITIONS', 'Number of partitions was set to an invalid non-positive value.');
	if (numPartitions > MOST_PARTITIONS)
		return problem('INVALID_PARTITIONS', `The sandbox makes no topic with more than ${MOST_PARTITIONS} partitions.`);
	if (replicationFactor === 0 || replicationFactor < -1)
		return problem('INVALID_REPLICATION_FACTOR', 'Replication factor must be larger than 0, or -1 to use the default value.');
	const live = cluster.liveBrokers.length;
	return replicationFactor > live
		? problem(
				'INVALID_REPLICATION_FACTOR',
				`Unable to replicate the partition ${replicationFactor} time(s): The target replication factor of ${replicationFactor} cannot be reached because only ${live} broker(s) are registered.`,
			)
		: undefined;
};

const configProblem = ({ flavour }: Cluster, { configs }: NewTopic): Problem | undefined => {
	for (const { name, value } of configs) {
		const definition = topicSettings.get(name);
		if (definition === undefined) return problem('INVALID_CONFIG', `Unknown topic config name: ${name}`);
		const refused = settingRefusal(flavour, name, true);
		if (refused !== undefined) return problem('INVALID_CONFIG', refused);
		const text = value === null ? `Null value not supported for topic configs: ${name}` : settingProblem(definition, value);
		if (text !== undefined) return problem('INVALID_CONFIG', text);
	}
	return undefined;
};

const createOne = (cluster: Cluster, wanted: NewTopic, isTwice: boolean, validateOnly: boolean, version: number) => {
	const { name } = wanted;
	const mayCreate = cluster.access.allows('CREATE', 'topic', name) || cluster.access.allows('CREATE', 'cluster', CLUSTER_NAME);
	const found = !mayCreate
		? problem('TOPIC_AUTHORIZATION_FAILED', 'Authorization failed.')
		: isTwice
			? problem('INVALID_REQUEST', 'Duplicate topic name.')
			: (nameProblem(cluster, name) ?? shapeProblem(cluster, wanted) ?? configProblem(cluster, wanted));
	if (found !== undefined) return { name, ...found };
	const byIndex = new Map(wanted.assignments.map(a => [a.partitionIndex, a.brokerIds]));
	const partitions = byIndex.size > 0 ? byIndex.size : wanted.numPartitions === -1 ? 1 : wanted.numPartitions;
	const standard = Math.min(Number(cluster.static.get('default.replication.factor')), cluster.brokers.length);
	const asked = byIndex.get(0)?.length ?? (wanted.replicationFactor === -1 ? standard : wanted.replicationFactor);
	const replicationFactor = cluster.flavour.replicationFactor ?? asked;
	const topic = validateOnly
		? undefined
		: cluster.addTopic({
				name,
				partitions,
				replicationFactor,
				...(byIndex.size > 0 && { replicasOf: (index: number) => byIndex.get(index) ?? [] }),
				config: Object.fromEntries(wanted.configs.map(c => [c.name, c.value ?? ''])),
			});
	return {
		name,
		...(version >= 7 && { topicId: topic?.id ?? ZERO_ID }),
		...(version >= 5 && { numPartitions: partitions, replicationFactor }),
	};
};

const twice = (names: readonly string[]): ReadonlySet<string> => new Set(names.filter((name, i) => names.indexOf(name) !== i));

export const topicChangeApis: Handlers = {
	CreateTopics: {
		min: 2,
		max: 7,
		answer: ({ topics, validateOnly }, { cluster, version }) => {
			const repeated = twice(topics.map(t => t.name));
			// A name that is there twice has one answer.
			const asked = topics.filter((topic, i) => topics.findIndex(t => t.name === topic.name) === i);
			return { topics: asked.map(topic => createOne(cluster, topic, repeated.has(topic.name), validateOnly, version)) };
		},
	},
	DeleteTopics: {
		min: 1,
		max: 6,
		answer: ({ topics, topicNames }, { cluster, version }) => {
			const asked = version >= 6 ? topics : topicNames.map(name => ({ name, topicId: ZERO_ID }));
			return {
				responses: asked.map(({ name: given, topicId }) => {
					const topic = given === null ? cluster.topicById(topicId) : cluster.topics.get(given);
					const name = given ?? topic?.name ?? null;
					const answer = (error: number) => ({ name, ...(version >= 6 && { topicId: topic?.id ?? topicId }), errorCode: error });
					if (name !== null && !cluster.access.allows('DELETE', 'topic', name)) return answer(TOPIC_AUTHORIZATION_FAILED);
					if (topic === undefined) return answer(given === null ? errorCode('UNKNOWN_TOPIC_ID') : UNKNOWN_TOPIC_OR_PARTITION);
					cluster.topics.delete(topic.name);
					// The coordinators forget what groups committed on it.
					for (const group of cluster.groups.values()) group.commits.delete(topic.name);
					return answer(NONE);
				}),
			};
		},
	},
	CreatePartitions: {
		min: 0,
		max: 3,
		answer: ({ topics, validateOnly }, { cluster }) => ({
			results: topics.map(({ name, count, assignments }) => {
				const refused = (error: Problem) => ({ name, ...error });
				if (!cluster.access.allows('ALTER', 'topic', name)) return { name, errorCode: TOPIC_AUTHORIZATION_FAILED };
				const topic = cluster.topics.get(name);
				if (topic === undefined || !maySee(cluster.access, 'topic', name))
					return refused(problem('UNKNOWN_TOPIC_OR_PARTITION', 'This server does not host this topic-partition.'));
				const before = topic.partitionCount;
				if (count <= before)
					return refused(
						problem(
							'INVALID_PARTITIONS',
							count === before
								? `Topic already has ${before} partition(s).`
								: `The topic ${name} currently has ${before} partition(s); ${count} would not be an increase.`,
						),
					);
				if (count > MOST_PARTITIONS)
					return refused(problem('INVALID_PARTITIONS', `The sandbox makes no topic with more than ${MOST_PARTITIONS} partitions.`));
				if (assignments !== null && assignments.length !== count - before)
					return refused(
						problem(
							'INVALID_REPLICA_ASSIGNMENT',
							`Attempted to add ${count - before} additional partition(s), but only ${assignments.length} assignment(s) were specified.`,
						),
					);
				const factor = topic.partition(0)?.replicas.length ?? 1;
				const spread = spreadReplicas(
					cluster.brokers.map(b => b.id),
					factor,
					0,
				);
				const own = Array.from({ length: count - before }, (_, i) => assignments?.[i]?.brokerIds ?? spread(before + i));
				if (!own.every(ids => ids.length > 0 && ids.every(id => cluster.broker(id) !== undefined)))
					return refused(problem('INVALID_REPLICA_ASSIGNMENT', 'The manual partition assignment names unknown brokers.'));
				if (!validateOnly) topic.addPartitions(own);
				return { name, errorCode: NONE };
			}),
		}),
	},
};
