/** Who may reach an MSK cluster, as AWS tells it. */
import type { AlarmRow } from '../../model/cloud/alarm-row.ts';
import { awsKafka } from '../fix.ts';
import { overFact, overFacts, overList } from '../over.ts';
import { finding, findingIf, notApplicable, notAssessed, PASS, PROVISIONED, type Rule, STANDARD } from '../rule.ts';
import { onMsk } from './msk-state.ts';

const security = awsKafka('update-security', '--current-version', 'VERSION', '--client-authentication', 'file://authentication.json');

const unauthenticated = onMsk(
	{
		id: 'SEC-1',
		title: 'Nobody gets in without authentication',
		area: 'security',
		severity: 'critical',
		appliesTo: STANDARD,
		threshold: 'Unauthenticated access is enabled',
		source: ['SEC', 'PW', 'HC'],
		fix: security,
		effect: 'Check first that no client uses it: those are cut off. Brokers restart one after the other.',
	},
	({ authentication }) =>
		authentication === null
			? notAssessed('MSK did not tell its authentication')
			: findingIf(authentication.unauthenticated, 'Unauthenticated is enabled'),
);

const clientEncryption = onMsk(
	{
		id: 'SEC-20',
		title: 'MSK offers clients TLS and nothing else',
		area: 'security',
		severity: 'critical',
		appliesTo: STANDARD,
		threshold: 'ClientBroker PLAINTEXT is critical, TLS_PLAINTEXT medium',
		source: ['SEC', 'PW', 'HC'],
		fix: awsKafka('update-security', '--current-version', 'VERSION', '--encryption-info', '{"EncryptionInTransit":{"ClientBroker":"TLS"}}'),
		effect: 'Clients on port 9092 are cut off: see that there are none. Brokers restart one after the other.',
	},
	({ clientBroker }) => {
		if (clientBroker === null) return notAssessed('MSK did not tell its encryption');
		return clientBroker === 'TLS' ? PASS : finding(clientBroker, clientBroker === 'PLAINTEXT' ? 'critical' : 'medium');
	},
);

const inCluster = onMsk(
	{
		id: 'SEC-21',
		title: 'MSK encrypts between brokers',
		area: 'security',
		severity: 'high',
		appliesTo: STANDARD,
		threshold: 'InCluster is false',
		source: ['SEC', 'CFGR'],
		effect: 'It cannot be turned on later: build a new cluster and move over.',
	},
	({ isInClusterEncrypted: is }) => (is === null ? notAssessed('MSK did not tell its encryption') : findingIf(!is, 'InCluster false')),
);

const publicAccess = onMsk(
	{
		id: 'SEC-4',
		title: 'Brokers are not on the internet',
		area: 'security',
		severity: 'critical',
		appliesTo: PROVISIONED,
		threshold: 'public access; high where IAM is the only way in',
		source: ['SEC', 'PW', 'CFGR'],
		fix: awsKafka('update-connectivity', '--current-version', 'VERSION', '--connectivity-info', '{"PublicAccess":{"Type":"DISABLED"}}'),
		effect: 'Clients outside the VPC are cut off; no restart.',
	},
	({ isPublic, authentication }) => {
		if (isPublic === null) return notAssessed('MSK did not tell whether it is public');
		const isIamOnly = authentication?.iam === true && !authentication.scram && !authentication.tls && !authentication.unauthenticated;
		return findingIf(isPublic, 'public access is on', isIamOnly ? 'high' : 'critical');
	},
);

const mtlsAuthorities = onMsk(
	{
		id: 'SEC-8',
		title: 'mTLS names whom it trusts',
		area: 'security',
		severity: 'high',
		appliesTo: PROVISIONED,
		threshold: 'mTLS is on without a certificate authority',
		source: ['SDK', 'OWN'],
		fix: security,
		effect: 'Brokers restart one after the other.',
	},
	({ authentication, certificateAuthorities }) => {
		if (authentication === null || (authentication.tls && certificateAuthorities === null))
			return notAssessed('the certificate authorities are not read');
		return authentication.tls ? findingIf(certificateAuthorities === 0, 'no certificate authority') : notApplicable('mTLS is off');
	},
);

const ownKey: Rule = {
	id: 'SEC-7',
	title: 'Data at rest is encrypted with a key of your own',
	area: 'security',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['key'],
	threshold: 'the key is the one AWS manages',
	source: ['SEC', 'PW'],
	check: s => overFact(s.key, ({ isCustomerManaged }) => findingIf(!isCustomerManaged, 'the AWS-managed key')),
	effect: 'Only at creation: a new cluster.',
};

const SECRET_AGE_MS = 90 * 86_400_000;

const scramSecrets: Rule = {
	id: 'SEC-9',
	title: 'SCRAM secrets keep to the rules of MSK',
	area: 'security',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['secrets'],
	threshold: 'a name without AmazonMSK_, the key of Secrets Manager, or unchanged for 90 days',
	window: '90 days',
	source: ['SCR', 'OWN'],
	check: (s, { nowMs }) =>
		overList(
			s.secrets,
			'secret',
			secret => secret.name,
			({ name, changedMs, isCustomerKey }) => {
				const wrong = [
					name.startsWith('AmazonMSK_') ? '' : 'its name does not begin with AmazonMSK_',
					isCustomerKey === false ? 'encrypted with aws/secretsmanager' : '',
					changedMs !== null && nowMs - changedMs > SECRET_AGE_MS
						? `unchanged since ${new Date(changedMs).toISOString().slice(0, 10)}`
						: '',
				].filter(text => text !== '');
				if (wrong.length > 0) return finding(wrong.join(', '));
				return changedMs === null || isCustomerKey === null
					? notAssessed('the secret itself could not be described', 'secretsmanager:DescribeSecret')
					: PASS;
			},
			'no SCRAM secret is associated',
		),
	effect: 'Put a new value into the secret: brokers take it within 10 min, connected clients stay.',
};

const openPolicy: Rule = {
	id: 'SEC-11',
	title: 'The cluster policy names whom it lets in',
	area: 'security',
	severity: 'critical',
	appliesTo: PROVISIONED,
	reads: ['policy'],
	threshold: 'Principal * without a condition',
	source: ['IAM', 'OWN'],
	check: s =>
		overFact(s.policy, policy =>
			policy === null ? notApplicable('there is no cluster policy') : findingIf(policy.hasOpenPrincipal, 'Principal * without a condition'),
		),
	fix: awsKafka('put-cluster-policy', '--policy', 'file://policy.json'),
	effect: 'Takes effect at once for new connections.',
};

const authorizerLogs: Rule = {
	id: 'SEC-14',
	title: 'What the authorizer refuses is logged',
	area: 'security',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['msk', 'acls'],
	threshold: 'authorizer logs are off while ACLs or IAM are used',
	source: ['SDK', 'OWN'],
	check: s =>
		overFacts(s.msk, s.acls, (msk, acls) => {
			if (msk.hasAuthorizerLogs === null) return notAssessed('MSK did not tell its authorizer logs');
			const isUsed = msk.authentication?.iam === true || acls.rules.length > 0;
			return isUsed ? findingIf(!msk.hasAuthorizerLogs, 'authorizer logs are off') : notApplicable('neither ACLs nor IAM are used');
		}),
	fix: awsKafka('update-monitoring', '--current-version', 'VERSION', '--logging-info', 'file://logging.json'),
	effect: 'No restart. Logs are paid by size where they go.',
};

const coreAlarms: Rule = {
	id: 'OBS-3',
	title: 'Somebody is told when it matters',
	area: 'observability',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['alarms'],
	threshold: 'a recommended alarm is missing, or does not watch every broker',
	source: ['TK', 'OWN'],
	check: s =>
		overFact(s.alarms, alarms => {
			if (alarms.length === 0) return notAssessed('CloudWatch told neither alarms nor what is missing');
			const missing = alarms.filter(a => a.verdict === 'missing').map(a => a.metric);
			return findingIf(missing.length > 0, `no alarm on ${missing.join(', ')}`);
		}),
	effect: 'msk-tui alarms shows the aws command that makes each; alarms cost a little each month.',
};

const alarmsOf =
	(verdict: AlarmRow['verdict'], value: (alarm: AlarmRow) => string): Rule['check'] =>
	s =>
		overList(
			s.alarms,
			'alarm',
			a => a.name,
			a => (a.lacks !== null || a.verdict === 'not possible' ? undefined : findingIf(a.verdict === verdict, value(a))),
			'there is no alarm on this cluster (OBS-3)',
		);

const alarmStatistic: Rule = {
	id: 'OBS-4',
	title: 'Alarms look at the right statistic',
	area: 'observability',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['alarms'],
	threshold: 'a statistic that does not tell: Average on a metric that all but one broker report as 0',
	source: ['TK'],
	check: alarmsOf('wrong statistic', a => `${a.metric}: ${a.condition}`),
	effect: 'Use Maximum (or Sum > 0): the Average of three brokers is a third of what is true.',
};

const deafAlarm: Rule = {
	id: 'OBS-5',
	title: 'Alarms watch metrics that this cluster tells',
	area: 'observability',
	severity: 'low',
	appliesTo: PROVISIONED,
	reads: ['alarms'],
	threshold: 'its metric is never told of this kind of cluster, or at this level of monitoring',
	source: ['METX', 'TK'],
	check: alarmsOf('never here', a => a.note),
	effect: 'Remove it, or raise the level of monitoring: it hears nothing for ever.',
};

export const MSK_SECURITY_RULES: readonly Rule[] = [
	unauthenticated,
	clientEncryption,
	inCluster,
	publicAccess,
	mtlsAuthorities,
	ownKey,
	scramSecrets,
	openPolicy,
	authorizerLogs,
	coreAlarms,
	alarmStatistic,
	deafAlarm,
];
