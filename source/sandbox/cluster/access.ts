import { aclOperation } from '../../protocol/enums.ts';

export type ResourceType = 'cluster' | 'topic' | 'group' | 'transactional-id';
export type Operation = keyof typeof aclOperation;

/** What the identity behind every connection may do. The cluster's name is `kafka-cluster`, as Kafka's own authorizer calls it. */
export type Access = {
	readonly allows: (operation: Operation, type: ResourceType, name: string) => boolean;
};

export const allAccess: Access = { allows: () => true };

export const CLUSTER_NAME = 'kafka-cluster';

/** The operations that Kafka tells for a resource of a type when a client asks for authorized operations. */
const OPERATIONS: Readonly<Record<'cluster' | 'topic' | 'group', readonly Operation[]>> = {
	cluster: ['CREATE', 'ALTER', 'DESCRIBE', 'CLUSTER_ACTION', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS', 'IDEMPOTENT_WRITE'],
	topic: ['READ', 'WRITE', 'CREATE', 'DELETE', 'ALTER', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
	group: ['READ', 'DELETE', 'DESCRIBE', 'DESCRIBE_CONFIGS', 'ALTER_CONFIGS'],
};

/** Kafka's marker for "authorized operations were not asked for". */
export const OPERATIONS_NOT_TOLD = -2_147_483_648;

/** The bits of the authorized operations on a resource. */
export const authorizedOperations = (access: Access, type: 'cluster' | 'topic' | 'group', name: string): number =>
	OPERATIONS[type].reduce((bits, operation) => (access.allows(operation, type, name) ? bits | (1 << aclOperation[operation]) : bits), 0);

/** Operations of which any one lets an identity describe the resource, as in Kafka's authorizers. */
const IMPLY_DESCRIBE: readonly Operation[] = ['DESCRIBE', 'READ', 'WRITE', 'DELETE', 'ALTER'];

/** Whether a resource may be seen. */
export const maySee = (access: Access, type: ResourceType, name: string): boolean =>
	IMPLY_DESCRIBE.some(operation => access.allows(operation, type, name));
