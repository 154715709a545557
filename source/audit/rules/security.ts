/** Who may get in and do what, as far as Kafka tells. */
import { type AclRule, aclText, isEvery, isEverybody } from '../../model/acl.ts';
import { setBrokers } from '../fix.ts';
import { overBrokerSettings, overFact, overList } from '../over.ts';
import { ANY_TYPE, finding, findingIf, notApplicable, notAssessed, PASS, PROVISIONED, type Rule, STANDARD, type Verdict } from '../rule.ts';

const EVERYONE = 'allow.everyone.if.no.acl.found';
const NO_AUTHORIZER = 'no authorizer is set up';

const authorizerOn: Rule = {
	id: 'SEC-16',
	title: 'An authorizer decides who may do what',
	area: 'security',
	severity: 'high',
	appliesTo: PROVISIONED,
	reads: ['acls'],
	threshold: 'the brokers have no authorizer: whoever connects may do everything',
	source: ['AK', 'OWN'],
	check: s => overFact(s.acls, ({ isOff }) => findingIf(isOff, 'whoever connects may read, write and delete everything')),
	effect:
		'Set authorizer.class.name with ACLs for all clients first; a client without one is refused afterwards. Brokers restart one after the other.',
};

/** On MSK it is true unless somebody says otherwise; Apache Kafka's own default is false. */
const aclHole: Rule = {
	id: 'SEC-5',
	title: 'Resources without an ACL are closed',
	area: 'security',
	severity: 'high',
	appliesTo: PROVISIONED,
	reads: ['acls', 'brokerSettings'],
	threshold: `${EVERYONE} is true, or not set on MSK, where true is the default; it does not bind IAM principals`,
	source: ['CFG', 'SEC'],
	check: (s, { isMsk }) => {
		const [authorizer] = overFact(s.acls, ({ isOff }) => (isOff ? notApplicable(NO_AUTHORIZER) : PASS));
		if (authorizer!.judgement.is !== 'pass') return [authorizer!];
		return overBrokerSettings(s, [], (_value, settings) => {
			const entry = settings.get(EVERYONE);
			if (entry === undefined) return isMsk ? finding(`${EVERYONE} is not set, and MSK's default is true`, 'high', 'medium') : PASS;
			if (entry.value === null) return notAssessed(`the broker hides the value of ${EVERYONE}`, 'kafka:DescribeConfigurationRevision');
			return findingIf(entry.value === 'true', `${EVERYONE} true`);
		});
	},
	fix: setBrokers(`${EVERYONE}=false`, false),
	effect: 'First write ACLs for every client: whoever relies on the open door is refused afterwards. Brokers restart one after the other.',
};

const WRITING: ReadonlySet<string> = new Set(['All', 'Write', 'Alter', 'Delete', 'Create', 'AlterConfigs', 'ClusterAction']);

const ofAcls = (
	s: Parameters<Rule['check']>[0],
	judge: (rule: AclRule) => ReturnType<typeof findingIf> | undefined,
): readonly Verdict[] => {
	const { acls } = s;
	if (!acls.isKnown) return overFact(acls, () => PASS);
	if (acls.value.isOff) return overFact(acls, () => notApplicable(NO_AUTHORIZER));
	return overList({ ...acls, value: acls.value.rules }, 'acl', aclText, judge, 'there is no ACL');
};

const wildcardAcl: Rule = {
	id: 'SEC-6',
	title: 'No ACL opens everything to everybody',
	area: 'security',
	severity: 'high',
	appliesTo: PROVISIONED,
	reads: ['acls'],
	threshold: 'Allow User:* on every resource of a type; reading is medium, all else high',
	source: ['AK', 'OWN'],
	check: s =>
		ofAcls(s, rule => {
			if (rule.permission !== 'Allow' || !isEverybody(rule) || !isEvery(rule)) return PASS;
			if (rule.operation === 'Describe') return PASS;
			return finding('open to everybody', WRITING.has(rule.operation) ? 'high' : 'medium');
		}),
	effect: 'Give the clients that need it a rule of their own first, then remove this one: kafka-acls.sh --remove with the same words.',
};

const broadAcl: Rule = {
	id: 'SEC-17',
	title: 'Nobody but administrators may change every topic',
	area: 'security',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['acls'],
	threshold: 'Allow All, Alter, Delete or Create on every topic, group or the cluster for one principal',
	source: ['OWN'],
	confidence: 'medium',
	check: s =>
		ofAcls(s, rule => {
			if (rule.permission !== 'Allow' || isEverybody(rule)) return PASS;
			const isBroad =
				rule.resourceType === 'Cluster'
					? ['All', 'Alter', 'AlterConfigs'].includes(rule.operation)
					: isEvery(rule) && ['All', 'Alter', 'Delete', 'Create'].includes(rule.operation);
			return findingIf(isBroad, 'broad rights');
		}),
	effect: 'Right for administrators; an application wants rules for its own topics and groups.',
};

const PLAIN: ReadonlySet<string> = new Set(['PLAINTEXT', 'SASL_PLAINTEXT']);

/** `CLIENT://host:9092` → the protocol that the map gives its name. */
const protocolsOf = (listeners: string, map: string): readonly (readonly [string, string])[] => {
	const protocols = new Map(map.split(',').map(pair => pair.trim().split(':') as [string, string]));
	return listeners
		.split(',')
		.map(listener => listener.trim().split('://')[0] ?? '')
		.filter(name => name !== '')
		.map(name => [name, protocols.get(name) ?? name] as const);
};

const plainListeners: Rule = {
	id: 'SEC-2',
	title: 'Clients talk to the brokers by TLS',
	area: 'security',
	severity: 'critical',
	appliesTo: STANDARD,
	reads: ['brokerSettings'],
	threshold: 'a listener without TLS is medium, no listener with TLS critical',
	source: ['SEC', 'PW', 'HC'],
	check: s =>
		overBrokerSettings(s, ['advertised.listeners', 'listener.security.protocol.map'], (value, settings) => {
			const listeners = value('advertised.listeners') || settings.get('listeners')?.value || '';
			const found = protocolsOf(listeners, value('listener.security.protocol.map'));
			if (found.length === 0) return notAssessed('the broker did not tell its listeners');
			const plain = found.filter(([, protocol]) => PLAIN.has(protocol)).map(([name]) => name);
			if (plain.length === 0) return PASS;
			return finding(`without TLS: ${plain.join(', ')}`, plain.length === found.length ? 'critical' : 'medium');
		}),
	effect:
		'Check first that no client uses the plain port; then aws kafka update-security with ClientBroker TLS (on MSK), or take the listener away. Clients on it are cut off.',
};

const plainBetweenBrokers: Rule = {
	id: 'SEC-3',
	title: 'Brokers talk to each other by TLS',
	area: 'security',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['brokerSettings'],
	threshold: 'replication goes over a listener without TLS (on MSK InCluster false, which cannot be turned on later)',
	source: ['SEC'],
	check: s =>
		overBrokerSettings(s, ['inter.broker.listener.name', 'security.inter.broker.protocol', 'listener.security.protocol.map'], value => {
			const name = value('inter.broker.listener.name');
			const protocols = new Map(protocolsOf(`${name}://`, value('listener.security.protocol.map')));
			const protocol = name === '' ? value('security.inter.broker.protocol') : (protocols.get(name) ?? name);
			return findingIf(PLAIN.has(protocol), `${protocol} between brokers`);
		}),
	effect: 'On MSK it takes a new cluster; elsewhere a TLS listener for the brokers and two rolling restarts.',
};

const unusedAcls: Rule = {
	id: 'SEC-18',
	title: 'Every ACL is about something that exists',
	area: 'security',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['acls', 'topics'],
	threshold: 'a rule names a topic, or the beginning of one, that does not exist',
	source: ['OWN'],
	confidence: 'medium',
	check: s => {
		if (!s.topics.isKnown) return overFact(s.topics, () => PASS);
		// With topics that are not seen every rule may be about one of those.
		if (s.topics.doubt !== undefined) return overFact(s.topics, () => PASS);
		const names = s.topics.value.map(t => t.name);
		const existing = new Set(names);
		return ofAcls(s, rule => {
			if (rule.resourceType !== 'Topic' || isEvery(rule)) return undefined;
			const isUsed = rule.patternType === 'Prefixed' ? names.some(n => n.startsWith(rule.resourceName)) : existing.has(rule.resourceName);
			return findingIf(!isUsed, 'no such topic');
		});
	},
	effect: 'Harmless until somebody makes a topic of that name: then the rule holds for it. Remove it with kafka-acls.sh --remove.',
};

const OWN_WRITES: ReadonlySet<string> = new Set(['Alter', 'AlterConfigs', 'Create', 'ClusterAction']);

const ownRights: Rule = {
	id: 'SEC-15',
	title: 'This identity may do no more than it needs',
	area: 'security',
	severity: 'info',
	appliesTo: ANY_TYPE,
	reads: ['cluster'],
	threshold: 'a read-only run holds rights to change the cluster',
	source: ['OWN'],
	check: (s, { isReadOnly }) =>
		overFact(s.cluster, ({ authorizedOperations }) => {
			if (!isReadOnly) return notApplicable('this run is allowed to change the cluster');
			if (authorizedOperations === null) return notAssessed('the cluster did not tell our rights on it', 'kafka-cluster:DescribeCluster');
			const held = [...authorizedOperations].filter(operation => OWN_WRITES.has(operation)).sort();
			return findingIf(held.length > 0, `may ${held.join(', ')} the cluster`);
		}),
	effect: 'A narrower role for looking. msk-tui refuses changes by itself while it is read-only.',
};

export const SECURITY_RULES: readonly Rule[] = [
	plainListeners,
	plainBetweenBrokers,
	aclHole,
	wildcardAcl,
	authorizerOn,
	broadAcl,
	unusedAcls,
	ownRights,
];
