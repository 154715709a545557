/** Rules of the authorizer: DescribeAcls, CreateAcls, DeleteAcls. */
import { errorCode } from '../../protocol/error-codes.ts';
import type { DecodedRequestOf } from '../../protocol/messages.ts';
import { CLUSTER_NAME } from '../cluster/access.ts';
import { type Acl, type AclFilter, aclProblem, hasUnknown } from '../cluster/acls.ts';
import { BadFrame } from '../wire/bad-frame.ts';
import { type Call, CLUSTER_AUTHORIZATION_FAILED, type Handlers, NONE } from './handler.ts';

const FINE = { errorCode: NONE, errorMessage: null };
const NOT_AUTHORIZED = { errorCode: CLUSTER_AUTHORIZATION_FAILED, errorMessage: 'Cluster authorization failed.' };

const may = ({ cluster }: Call, operation: 'ALTER' | 'DESCRIBE'): boolean => cluster.access.allows(operation, 'cluster', CLUSTER_NAME);

const toFilter = (asked: DecodedRequestOf<'DescribeAcls'>): AclFilter => ({
	resourceType: asked.resourceTypeFilter,
	resourceName: asked.resourceNameFilter,
	patternType: asked.patternTypeFilter,
	principal: asked.principalFilter,
	host: asked.hostFilter,
	operation: asked.operation,
	permissionType: asked.permissionType,
});

/** Kafka hangs up on it. */
const refuseUnknown = (filters: readonly AclFilter[]): void => {
	if (filters.some(hasUnknown)) throw new BadFrame('an ACL with unknown elements');
};

const byResource = (acls: readonly Acl[]) => {
	const found = new Map<string, Acl[]>();
	for (const acl of acls) {
		const key = `${acl.resourceType} ${acl.patternType} ${acl.resourceName}`;
		const own = found.get(key);
		if (own === undefined) found.set(key, [acl]);
		else own.push(acl);
	}
	return [...found.values()].map(own => {
		const { resourceType, resourceName, patternType } = own[0] as Acl;
		const acls = own.map(({ principal, host, operation, permissionType }) => ({ principal, host, operation, permissionType }));
		return { resourceType, resourceName, patternType, acls };
	});
};

export const aclApis: Handlers = {
	DescribeAcls: {
		min: 1,
		max: 3,
		answer: (request, call) => {
			const filter = toFilter(request);
			refuseUnknown([filter]);
			if (!may(call, 'DESCRIBE')) return { ...NOT_AUTHORIZED, resources: [] };
			return { ...FINE, resources: byResource(call.cluster.acls.matching(filter)) };
		},
	},
	CreateAcls: {
		min: 1,
		max: 3,
		answer: ({ creations }, call) => {
			const acls = creations.map(({ resourcePatternType: patternType, ...rest }): Acl => ({ ...rest, patternType }));
			refuseUnknown(acls);
			if (!may(call, 'ALTER')) return { results: creations.map(() => NOT_AUTHORIZED) };
			return {
				results: acls.map(acl => {
					const problem = aclProblem(acl);
					if (problem !== undefined) return { errorCode: errorCode('INVALID_REQUEST'), errorMessage: problem };
					call.cluster.acls.add(acl);
					return FINE;
				}),
			};
		},
	},
	DeleteAcls: {
		min: 1,
		max: 3,
		answer: ({ filters: asked }, call) => {
			const filters = asked.map(toFilter);
			refuseUnknown(filters);
			if (!may(call, 'ALTER')) return { filterResults: filters.map(() => ({ ...NOT_AUTHORIZED, matchingAcls: [] })) };
			const { acls } = call.cluster;
			// All filters are looked at before anything goes: one rule may be named twice.
			const matching = filters.map(filter => acls.matching(filter));
			for (const acl of matching.flat()) acls.remove(acl);
			return { filterResults: matching.map(gone => ({ ...FINE, matchingAcls: gone.map(acl => ({ ...FINE, ...acl })) })) };
		},
	},
};
