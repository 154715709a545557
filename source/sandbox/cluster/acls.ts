import { aclOperation, aclPattern, aclPermission, aclResource } from '../../protocol/enums.ts';

/** One rule of Kafka's authorizer; numbers as on the wire. */
export type Acl = {
	readonly resourceType: number;
	readonly resourceName: string;
	readonly patternType: number;
	readonly principal: string;
	readonly host: string;
	readonly operation: number;
	readonly permissionType: number;
};

/** What rules are meant; null and ANY mean all, the pattern MATCH all rules that act on a resource of the name. */
export type AclFilter = { readonly [K in keyof Acl]: Acl[K] extends string ? string | null : number };

const keyOf = (acl: Acl): string =>
	JSON.stringify([acl.resourceType, acl.patternType, acl.resourceName, acl.principal, acl.host, acl.operation, acl.permissionType]);

/** The rules that are stored. What an identity may do here is the scenario's matter (access.ts): they are kept and told, not obeyed. */
export class Acls {
	readonly #byKey = new Map<string, Acl>();

	/** A rule that is there already stays as it is. */
	add(acl: Acl): void {
		this.#byKey.set(keyOf(acl), acl);
	}

	matching(filter: AclFilter): readonly Acl[] {
		return [...this.#byKey.values()].filter(acl => matchesResource(filter, acl) && matchesEntry(filter, acl));
	}

	remove(acl: Acl): void {
		this.#byKey.delete(keyOf(acl));
	}
}

/** By Kafka's ResourcePatternFilter. */
const matchesResource = (filter: AclFilter, acl: Acl): boolean => {
	if (filter.resourceType !== aclResource.ANY && filter.resourceType !== acl.resourceType) return false;
	const isAnyPattern = filter.patternType === aclPattern.ANY;
	if (!isAnyPattern && filter.patternType !== aclPattern.MATCH && filter.patternType !== acl.patternType) return false;
	const { resourceName: name } = filter;
	if (name === null) return true;
	if (isAnyPattern || filter.patternType === acl.patternType) return name === acl.resourceName;
	return acl.patternType === aclPattern.PREFIXED
		? name.startsWith(acl.resourceName)
		: acl.resourceName === name || acl.resourceName === '*';
};

const matchesEntry = (filter: AclFilter, acl: Acl): boolean =>
	(filter.principal === null || filter.principal === acl.principal) &&
	(filter.host === null || filter.host === acl.host) &&
	(filter.operation === aclOperation.ANY || filter.operation === acl.operation) &&
	(filter.permissionType === aclPermission.ANY || filter.permissionType === acl.permissionType);

const ANY = 1;
const isOne = (codes: Readonly<Record<string, number>>, code: number): boolean => code > ANY && Object.values(codes).includes(code);

const CLUSTER_RESOURCE = 'kafka-cluster';

/** Says in Kafka's manner why a rule cannot be made. */
export const aclProblem = (acl: Acl): string | undefined => {
	if (acl.resourceType === aclResource.CLUSTER && acl.resourceName !== CLUSTER_RESOURCE)
		return `The only valid name for the CLUSTER resource is ${CLUSTER_RESOURCE}`;
	if (acl.resourceName === '') return 'Invalid empty resource name';
	if (!isOne(aclResource, acl.resourceType)) return 'Invalid resourceType';
	if (acl.patternType !== aclPattern.LITERAL && acl.patternType !== aclPattern.PREFIXED) return 'Invalid patternType';
	if (!isOne(aclOperation, acl.operation)) return 'Invalid operation UNKNOWN';
	if (!isOne(aclPermission, acl.permissionType)) return 'Invalid permissionType';
	return acl.principal.includes(':') ? undefined : `Could not parse principal from \`${acl.principal}\``;
};

const UNKNOWN = 0;

/** Whether something is left open that has no meaning: Kafka takes it for no request. */
export const hasUnknown = ({ resourceType, patternType, operation, permissionType }: AclFilter): boolean =>
	[resourceType, patternType, operation, permissionType].includes(UNKNOWN);
