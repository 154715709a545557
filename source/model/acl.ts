/** A rule of Kafka's authorizer, in Kafka's own words: `Read`, `Allow`, `Prefixed`. */
export type AclRule = {
	/** `User:billing`; `User:*` is everybody. */
	readonly principal: string;
	/** An address, or `*`. */
	readonly host: string;
	readonly operation: string;
	readonly permission: 'Allow' | 'Deny' | 'Unknown';
	readonly resourceType: 'Topic' | 'Group' | 'Cluster' | 'TransactionalId' | 'DelegationToken' | 'User' | 'Unknown';
	/** `*` with a literal pattern is every resource of the type. */
	readonly resourceName: string;
	readonly patternType: 'Literal' | 'Prefixed' | 'Unknown';
};

/** What the authorizer tells; without one (`isOff`) everybody may do everything. */
export type AclsAnswer = { readonly isOff: boolean; readonly rules: readonly AclRule[] };

/** True when the rule is about this resource: by its name, by the beginning of it, or by `*`. */
export const coversResource = (rule: AclRule, type: AclRule['resourceType'], name: string): boolean =>
	rule.resourceType === type &&
	(rule.patternType === 'Prefixed'
		? name.startsWith(rule.resourceName)
		: rule.patternType === 'Literal' && (rule.resourceName === name || isEvery(rule)));

/** Every resource of its type. */
export const isEvery = ({ patternType, resourceName }: AclRule): boolean => patternType === 'Literal' && resourceName === '*';

/** Everybody, whoever they are. */
export const isEverybody = ({ principal }: AclRule): boolean => principal === 'User:*';

/** `Allow User:* Read on topic *` as one line. */
export const aclText = ({ permission, principal, operation, resourceType, resourceName, patternType, host }: AclRule): string =>
	`${permission} ${principal} ${operation} on ${resourceType} ${resourceName}${patternType === 'Prefixed' ? '… (prefix)' : ''}${host === '*' ? '' : ` from ${host}`}`;
