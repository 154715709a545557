import type { Permission } from '../../model/diagnosis.ts';
import { asFailure, type Failure } from '../../model/failure.ts';
import { type KafkaClusterAction, type NeededRight, type RightResourceType, right } from '../../model/needed-right.ts';
import { configResource } from '../../protocol/enums.ts';
import { errorName } from '../../protocol/error-codes.ts';
import { operationsOf } from '../authorized-operations.ts';
import type { BrokerConnection } from '../broker-connection.ts';
import type { Deadline } from '../deadline.ts';
import { type GroupSample, sampleGroup } from './group-sample.ts';

/**
 * Every right of MSK IAM with the ACL operation whose bit tells it. Brokers tell these bits ("authorized operations") when asked to
 * describe a cluster, topic or group; nothing here is ever found out by trying a change.
 */
const RIGHTS: readonly (readonly [RightResourceType, KafkaClusterAction, string])[] = [
	['cluster', 'DescribeCluster', 'Describe'],
	['cluster', 'AlterCluster', 'Alter'],
	['cluster', 'DescribeClusterDynamicConfiguration', 'DescribeConfigs'],
	['cluster', 'AlterClusterDynamicConfiguration', 'AlterConfigs'],
	['cluster', 'CreateTopic', 'Create'],
	['cluster', 'WriteDataIdempotently', 'IdempotentWrite'],
	['topic', 'DescribeTopic', 'Describe'],
	['topic', 'DescribeTopicDynamicConfiguration', 'DescribeConfigs'],
	['topic', 'ReadData', 'Read'],
	['topic', 'WriteData', 'Write'],
	['topic', 'AlterTopic', 'Alter'],
	['topic', 'AlterTopicDynamicConfiguration', 'AlterConfigs'],
	['topic', 'DeleteTopic', 'Delete'],
	['group', 'DescribeGroup', 'Describe'],
	['group', 'AlterGroup', 'Read'],
	['group', 'DeleteGroup', 'Delete'],
	['transactional-id', 'DescribeTransactionalId', 'Describe'],
	['transactional-id', 'AlterTransactionalId', 'Write'],
];

/** What is known of one resource: the operations that were told, and single ones that an answer proves or refutes. */
type Knowledge = {
	/** The topic or group that was looked at; `*` when none is visible. */
	readonly name: string;
	/** Null when the broker did not tell them. */
	readonly operations: ReadonlySet<string> | null;
	readonly proven: ReadonlyMap<string, boolean>;
	/** Why what is not known is not. */
	readonly reason: string;
	/** Set when asking failed altogether. */
	readonly failure?: Failure;
};

export type PermissionsAsk = {
	/** Open connections; the first is asked, all of them list their groups. */
	readonly connections: readonly [BrokerConnection, ...BrokerConnection[]];
	/** A topic and group to look at; else the first that are visible. */
	readonly topic?: string | undefined;
	readonly group?: string | undefined;
	readonly deadline: Deadline;
};

export type PermissionsAnswer = {
	readonly permissions: readonly Permission[];
	/** Set when nothing at all could be asked. */
	readonly failure: Failure | undefined;
};

/** Finds out which rights are held, denied or not known. Rejects only when the caller gave up. */
export const readPermissions = async (ask: PermissionsAsk): Promise<PermissionsAnswer> => {
	const [cluster, topic, group] = await Promise.all([
		guarded(ask, () => clusterKnowledge(ask)),
		guarded(ask, () => topicKnowledge(ask)),
		guarded(ask, () => groupKnowledge(ask)),
	]);
	const all: Readonly<Record<RightResourceType, Knowledge>> = {
		cluster,
		topic,
		group,
		'transactional-id': { ...NOTHING, reason: 'brokers tell no operations on transactional ids' },
	};
	const failure = [cluster, topic, group].every(k => k.failure !== undefined) ? cluster.failure : undefined;
	return { permissions: RIGHTS.map(row => permissionOf(row, all[row[0]])), failure };
};

/** The same table where nothing could be asked. */
export const unknownPermissions = (reason: string): readonly Permission[] => RIGHTS.map(row => permissionOf(row, { ...NOTHING, reason }));

const NOTHING: Omit<Knowledge, 'reason'> = { name: '*', operations: null, proven: new Map() };

const permissionOf = ([type, action, operation]: (typeof RIGHTS)[number], known: Knowledge): Permission => {
	const needed: NeededRight = right(action, operation, type, known.name);
	const proof = known.proven.get(operation);
	if (proof !== undefined) return { right: needed, allowed: proof, known: proof ? 'a broker answered' : 'a broker refused' };
	if (known.operations !== null) return { right: needed, allowed: known.operations.has(operation), known: 'the broker tells' };
	return { right: needed, allowed: null, known: known.reason };
};

const guarded = async (ask: PermissionsAsk, work: () => Promise<Knowledge>): Promise<Knowledge> => {
	try {
		return await work();
	} catch (error) {
		ask.deadline.signal?.throwIfAborted();
		const failure = asFailure(error);
		return { ...NOTHING, reason: failure.message, failure };
	}
};

const clusterKnowledge = async ({ connections: [connection], deadline }: PermissionsAsk): Promise<Knowledge> => {
	const request = { includeClusterAuthorizedOperations: true, endpointType: 1 };
	const { clusterAuthorizedOperations } = await connection.call('DescribeCluster', request, { deadline });
	const operations = operationsOf(clusterAuthorizedOperations);
	// Without Describe the broker tells no operation at all: the others may be held all the same.
	const isHidden = operations !== null && !operations.has('Describe');
	return {
		name: '*',
		operations: isHidden ? null : operations,
		proven: new Map(isHidden ? [['Describe', false]] : []),
		reason: isHidden ? 'told only to whom Describe on the cluster is granted' : 'the broker does not tell operations on the cluster',
	};
};

const topicKnowledge = async (ask: PermissionsAsk): Promise<Knowledge> => {
	const {
		connections: [connection],
		deadline,
	} = ask;
	const name = ask.topic ?? (await firstTopic(connection, deadline));
	if (name === undefined) return { ...NOTHING, reason: 'no topic is visible: there is none, or none may be seen' };
	const answer = await connection.call(
		'Metadata',
		{ topics: [{ name }], allowAutoTopicCreation: false, includeTopicAuthorizedOperations: true },
		{ deadline },
	);
	const topic = answer.topics[0];
	const error = topic === undefined ? 'no answer' : errorName(topic.errorCode);
	if (error === 'TOPIC_AUTHORIZATION_FAILED') return { ...NOTHING, name, proven: new Map([['Describe', false]]), reason: HIDDEN };
	if (topic === undefined || error === 'UNKNOWN_TOPIC_OR_PARTITION') return { ...NOTHING, name, reason: `topic ${name} does not exist` };
	const operations = operationsOf(topic.topicAuthorizedOperations);
	// A visible topic proves Describe; operations without it would be no account of our rights.
	if (operations?.has('Describe')) return { name, operations, proven: new Map(), reason: '' };
	const proven = new Map([['Describe', true]]);
	const mayReadConfig = await readsConfig(connection, name, deadline);
	if (mayReadConfig !== undefined) proven.set('DescribeConfigs', mayReadConfig);
	return { name, operations: null, proven, reason: 'the broker does not tell operations on topics' };
};

const HIDDEN = 'told only to whom Describe is granted';

/** The first topic by name that this identity sees, Kafka's own ones last. */
const firstTopic = async (connection: BrokerConnection, deadline: Deadline): Promise<string | undefined> => {
	const { topics } = await connection.call('Metadata', { topics: null, allowAutoTopicCreation: false }, { deadline });
	const names = (isInternal: boolean) => topics.filter(t => t.isInternal === isInternal && t.name !== null).map(t => t.name!);
	return names(false).sort()[0] ?? names(true).sort()[0];
};

/** Whether the settings of a topic may be read; undefined when the answer is neither yes nor no. */
const readsConfig = async (connection: BrokerConnection, topic: string, deadline: Deadline): Promise<boolean | undefined> => {
	const resource = { resourceType: configResource.TOPIC, resourceName: topic, configurationKeys: ['cleanup.policy'] };
	const answer = await connection.call('DescribeConfigs', { resources: [resource] }, { deadline });
	const error = errorName(answer.results[0]?.errorCode ?? -1);
	return error === 'NONE' ? true : error === 'TOPIC_AUTHORIZATION_FAILED' ? false : undefined;
};

const groupKnowledge = async (ask: PermissionsAsk): Promise<Knowledge> => {
	const found: GroupSample | undefined = await sampleGroup(ask.connections, ask.group, ask.deadline);
	if (found === undefined) return { ...NOTHING, reason: 'no group is visible: there is none, or none may be seen' };
	const { group: name, error, operations } = found;
	if (error === 'GROUP_AUTHORIZATION_FAILED') return { ...NOTHING, name, proven: new Map([['Describe', false]]), reason: HIDDEN };
	if (!found.isListed)
		return { ...NOTHING, name, reason: `no broker lists group ${name}: there is none of that name, or it may not be seen` };
	if (error !== 'NONE') return { ...NOTHING, name, reason: `group ${name} could not be described (${error})` };
	if (operations?.has('Describe')) return { name, operations, proven: new Map(), reason: '' };
	return { ...NOTHING, name, proven: new Map([['Describe', true]]), reason: 'the broker does not tell operations on groups' };
};
