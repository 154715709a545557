import type { AclRule, AclsAnswer } from '../model/acl.ts';
import { describeClusterRight } from '../model/needed-right.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import { aclOperationNames, aclPattern, aclPermission, aclResource } from '../protocol/enums.ts';
import { errorByCode } from '../protocol/error-codes.ts';
import { failureOfCode } from './broker-errors.ts';
import type { ClusterLink } from './cluster-link.ts';

const ANY = 1;
const EVERYTHING = {
	resourceTypeFilter: ANY,
	resourceNameFilter: null,
	patternTypeFilter: ANY,
	principalFilter: null,
	hostFilter: null,
	operation: ANY,
	permissionType: ANY,
};

const RESOURCES: ReadonlyMap<number, AclRule['resourceType']> = new Map([
	[aclResource.TOPIC, 'Topic'],
	[aclResource.GROUP, 'Group'],
	[aclResource.CLUSTER, 'Cluster'],
	[aclResource.TRANSACTIONAL_ID, 'TransactionalId'],
	[aclResource.DELEGATION_TOKEN, 'DelegationToken'],
	[aclResource.USER, 'User'],
]);

/** Asks for all rules of the authorizer in one request. Throws a Failure where they may not be seen. */
export const readAcls = async (link: ClusterLink, options?: ReadOptions): Promise<AclsAnswer> => {
	const deadline = link.deadline(options);
	await link.knowBrokers(deadline);
	const answer = await link.any('DescribeAcls', EVERYTHING, { deadline });
	if (errorByCode(answer.errorCode)?.name === 'SECURITY_DISABLED') return { isOff: true, rules: [] };
	const failure = failureOfCode(answer.errorCode, { resource: "the authorizer's rules", needs: describeClusterRight }, answer.errorMessage);
	if (failure !== undefined) throw failure;
	const rules = answer.resources.flatMap(({ resourceType, resourceName, patternType, acls }) =>
		acls.map(
			({ principal, host, operation, permissionType }): AclRule => ({
				principal,
				host,
				operation: aclOperationNames[operation] ?? 'Unknown',
				permission: permissionType === aclPermission.ALLOW ? 'Allow' : permissionType === aclPermission.DENY ? 'Deny' : 'Unknown',
				resourceType: RESOURCES.get(resourceType) ?? 'Unknown',
				resourceName,
				patternType: patternType === aclPattern.LITERAL ? 'Literal' : patternType === aclPattern.PREFIXED ? 'Prefixed' : 'Unknown',
			}),
		),
	);
	return { isOff: false, rules };
};
