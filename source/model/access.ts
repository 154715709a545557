/** Who may do what, by the rules of Kafka's authorizer (StandardAuthorizer: Deny goes before Allow; All is every operation). Pure. */
import { type AclRule, coversResource, isEvery } from './acl.ts';

/** What one may do with a topic or a group. */
export const ACCESS_OPERATIONS = ['Read', 'Write', 'Create', 'Delete', 'Alter', 'AlterConfigs', 'Describe', 'DescribeConfigs'] as const;
export type AccessOperation = (typeof ACCESS_OPERATIONS)[number];

/** What a principal may do with a resource from some hosts. Everybody (`User:*`) is a row of its own, and its rules hold for others too. */
export type AccessRow = {
	readonly principal: string;
	/** `*` for every host. */
	readonly host: string;
	readonly allowed: ReadonlySet<AccessOperation>;
	/** Rules that take something away from what is allowed to it. */
	readonly denied: ReadonlySet<AccessOperation>;
	/** The rules that say so. */
	readonly rules: readonly AclRule[];
};

/** Reading, writing, deleting or altering tells that something is there. */
const IMPLIES_DESCRIBE: ReadonlySet<string> = new Set(['Read', 'Write', 'Delete', 'Alter']);

const granted = ({ operation, permission }: AclRule): readonly AccessOperation[] => {
	if (operation === 'All') return ACCESS_OPERATIONS;
	const own = ACCESS_OPERATIONS.filter(o => o === operation);
	if (permission !== 'Allow') return own;
	if (IMPLIES_DESCRIBE.has(operation)) return [...own, 'Describe'];
	return operation === 'AlterConfigs' ? [...own, 'DescribeConfigs'] : own;
};

const appliesTo = (rule: AclRule, principal: string, host: string): boolean =>
	(rule.principal === principal || rule.principal === 'User:*') && (rule.host === '*' || rule.host === host);

/** Who may do something with a resource; who is only denied it is no row. Super users are in no rule, and IAM binds no principal of it to rules. */
export const accessTo = (rules: readonly AclRule[], type: AclRule['resourceType'], name: string): readonly AccessRow[] => {
	const about = rules.filter(rule => coversResource(rule, type, name));
	const seats = new Map(about.filter(r => r.permission === 'Allow').map(r => [`${r.principal} ${r.host}`, r]));
	return [...seats.values()]
		.map(({ principal, host }): AccessRow => {
			const own = about.filter(rule => appliesTo(rule, principal, host));
			const denied = new Set(own.filter(r => r.permission === 'Deny').flatMap(granted));
			const allowed = own.filter(r => r.permission === 'Allow').flatMap(granted);
			return {
				principal,
				host,
				denied,
				rules: own,
				allowed: new Set(ACCESS_OPERATIONS.filter(o => allowed.includes(o) && !denied.has(o))),
			};
		})
		.filter(row => row.allowed.size > 0)
		.sort((a, b) => (a.principal < b.principal ? -1 : a.principal > b.principal ? 1 : a.host < b.host ? -1 : 1));
};

/** What is noteworthy about a rule: it opens a whole type, it is about nothing that exists; null where nothing is. */
export const aclRemark = (rule: AclRule, topics: ReadonlySet<string> | null): string | null => {
	const isEverybodys = rule.principal === 'User:*' && rule.permission === 'Allow';
	if (isEvery(rule) && rule.permission === 'Allow') return isEverybodys ? 'everything, for everybody' : `every ${rule.resourceType}`;
	if (isEverybodys) return 'for everybody';
	if (rule.resourceType !== 'Topic' || topics === null) return null;
	const isUsed = rule.patternType === 'Prefixed' ? [...topics].some(t => t.startsWith(rule.resourceName)) : topics.has(rule.resourceName);
	return isUsed ? null : 'no such topic';
};
