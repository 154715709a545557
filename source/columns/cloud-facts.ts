/** What MSK tells of a cluster, in lines. Pure. */
import type { CloudDescription } from '../model/cloud/cloud-cluster.ts';
import { type CloudParts, secretFaults } from '../model/cloud/cloud-parts.ts';
import { cloudUnknown } from '../model/cloud/cloud-unknown.ts';
import { supportEnd } from '../model/cloud/kafka-support.ts';
import type { Unknown } from '../model/unknown.ts';
import { ageText } from '../units/duration.ts';
import { countText } from '../units/plural.ts';
import { isoText } from '../units/time.ts';
import type { Severity } from './column.ts';

/** One line. `text` is what is known of it; a part that is not known is `?` and has its reason in `unknown`. */
export type CloudFact = {
	readonly id: string;
	readonly text: string;
	readonly severity?: Severity | undefined;
	readonly unknown?: Unknown | undefined;
};

const DAY_MS = 86_400_000;
/** OWN: time enough to plan an upgrade. */
const SUPPORT_WARNING_MS = 180 * DAY_MS;

const STATES: Readonly<Record<string, Severity>> = {
	ACTIVE: 'ok',
	FAILED: 'critical',
	HEALING: 'warning',
	MAINTENANCE: 'warning',
	UPDATING: 'warning',
	REBOOTING_BROKER: 'warning',
	DELETING: 'critical',
};

const ACTIONS: Readonly<Record<string, Severity>> = { ACTION_RECOMMENDED: 'warning', CRITICAL_ACTION_REQUIRED: 'critical' };

/** Lines of the Cluster screen and of the command `cluster`. */
export const cloudFacts = (answer: CloudParts, nowMs: number): readonly CloudFact[] => {
	const { description: d } = answer;
	const action = d.customerAction === null || d.customerAction === 'NONE' ? '' : d.customerAction;
	return [
		{
			id: 'State',
			text: [
				d.state,
				...runningOf(answer, nowMs),
				...(action === '' ? [] : [action]),
				...(d.stateMessage === null ? [] : [d.stateMessage]),
			].join(' · '),
			severity: ACTIONS[d.customerAction ?? ''] ?? STATES[d.state],
		},
		{ id: 'Type', text: typeText(d) },
		...versionFact(answer, nowMs),
		...(d.kind === 'standard' ? [{ id: 'Storage', text: storageText(d) }] : []),
		...(d.kind === 'serverless'
			? []
			: [
					{
						id: 'Monitoring',
						text: [
							d.monitoringLevel ?? '?',
							d.openMonitoring.length === 0 ? 'no open monitoring' : `open monitoring: ${d.openMonitoring.join(', ')}`,
						].join(' · '),
					},
				]),
		...configurationFact(answer),
		{ id: 'Access', ...accessOf(d) },
		...(d.kind === 'serverless' ? [] : [{ id: 'Logs', ...logsOf(d) }]),
		...secretsFact(answer),
		...(d.rebalancing === null ? [] : [{ id: 'Rebalancing', text: d.rebalancing }]),
		{
			id: 'Tags',
			text:
				Object.entries(d.tags)
					.map(([key, value]) => `${key}=${value}`)
					.join(', ') || 'none',
		},
		{ id: 'Created', text: d.createdMs === null ? '?' : isoText(d.createdMs).slice(0, 10) },
		{ id: 'ARN', text: d.arn },
	];
};

/** What MSK does to it now. */
const runningOf = ({ description: d, operations }: CloudParts, nowMs: number): readonly string[] => {
	if (d.activeOperation === null) return [];
	const running = operations.ok ? operations.value.find(o => o.arn === d.activeOperation) : undefined;
	if (running === undefined) return ['an operation runs'];
	return [`${running.type}${running.startMs === null ? '' : ` for ${ageText(Math.max(0, nowMs - running.startMs))}`}`];
};

const typeText = ({ kind, brokers, instanceType, zones }: CloudDescription): string => {
	if (kind === 'serverless') return 'Serverless';
	const size = `${brokers ?? '?'} × ${instanceType ?? '?'}`;
	return [kind === 'express' ? 'Express' : 'Standard', size, zones.length > 0 ? `in ${zones.join(', ')}` : '']
		.filter(t => t !== '')
		.join(' · ');
};

const versionFact = ({ description: d, targetVersions }: CloudParts, nowMs: number): readonly CloudFact[] => {
	if (d.kafkaVersion === null) return [];
	const end = supportEnd(d.kafkaVersion);
	const support = end === undefined ? '' : ` · MSK's support ${end < nowMs ? 'ended' : 'ends'} ${isoText(end).slice(0, 10)}`;
	const targets =
		targetVersions === null
			? ''
			: !targetVersions.ok
				? ' · upgrade to ?'
				: targetVersions.value.length === 0
					? ' · no upgrade offered'
					: ` · upgrade to ${targetVersions.value.join(', ')}`;
	return [
		{
			id: 'Kafka',
			text: `${d.kafkaVersion} · ${d.metadata ?? '?'}${support}${targets}`,
			severity: end === undefined ? undefined : end < nowMs ? 'critical' : end - nowMs < SUPPORT_WARNING_MS ? 'warning' : undefined,
			...(targetVersions !== null && !targetVersions.ok && { unknown: cloudUnknown(targetVersions.failure) }),
		},
	];
};

const storageText = ({ volumeGib, brokers, volumeThroughput, storageMode }: CloudDescription): string =>
	[
		volumeGib === null ? '?' : `${volumeGib} GiB a broker${brokers === null ? '' : `, ${volumeGib * brokers} GiB in all`}`,
		volumeThroughput === null ? 'no throughput bought' : `${volumeThroughput} MiB/s`,
		storageMode === 'TIERED' ? 'tiered' : 'not tiered',
	].join(' · ');

const configurationFact = ({ description: d, configuration }: CloudParts): readonly CloudFact[] => {
	if (d.kind === 'serverless') return [];
	if (d.configuration === null || configuration === null) return [{ id: 'Configuration', text: "MSK's default" }];
	const { revision } = d.configuration;
	if (!configuration.ok)
		return [{ id: 'Configuration', text: `revision ${revision}, the newest is ?`, unknown: cloudUnknown(configuration.failure) }];
	const { name, latestRevision, latestDescription, latestMs } = configuration.value;
	if (latestRevision === null || latestRevision <= revision)
		return [{ id: 'Configuration', text: `${name} revision ${revision}${latestRevision === null ? '' : ', the newest'}` }];
	const made = latestMs === null ? '' : ` of ${isoText(latestMs).slice(0, 10)}`;
	return [
		{
			id: 'Configuration',
			text: `${name} revision ${revision} · newer: ${latestRevision}${made}${latestDescription === null ? '' : ` (${latestDescription})`}`,
			severity: 'warning',
		},
	];
};

const accessOf = (d: CloudDescription): Pick<CloudFact, 'text' | 'severity'> => {
	const isOpen = d.authentication.includes('unauthenticated') || d.clientEncryption === 'PLAINTEXT';
	const isPublic = d.publicAccess === 'SERVICE_PROVIDED_EIPS';
	return {
		text: [
			d.authentication.join(', ') || '?',
			...(d.clientEncryption === null ? [] : [`clients ${d.clientEncryption}`]),
			...(d.isEncryptedBetweenBrokers === false ? ['plaintext between brokers'] : []),
			...(isPublic ? ['public access'] : d.publicAccess === null ? [] : ['not public']),
		].join(' · '),
		severity: isOpen ? 'critical' : isPublic || d.isEncryptedBetweenBrokers === false ? 'warning' : undefined,
	};
};

const logsOf = ({ logs }: CloudDescription): Pick<CloudFact, 'text' | 'severity'> => ({
	text: logs.length === 0 ? 'nowhere: what brokers say is lost' : logs.map(l => `${l.logs} → ${l.kind} ${l.name}`).join(' · '),
	severity: logs.some(l => l.logs === 'broker') ? undefined : 'warning',
});

const secretsFact = ({ description: d, secrets }: CloudParts): readonly CloudFact[] => {
	if (secrets === null) return [];
	if (!secrets.ok) return [{ id: 'SCRAM users', text: '?', unknown: cloudUnknown(secrets.failure) }];
	const all = secrets.value;
	const faulty = all.flatMap(s => secretFaults(s, d).map(fault => `${s.name}: ${fault}`));
	const blind = all.filter(s => s.kmsKeyId === undefined);
	const text = `${countText(all.length, 'secret', 'secrets')}${faulty.length > 0 ? ` · ${faulty.join(' · ')}` : ''}`;
	return [
		{
			id: 'SCRAM users',
			text: blind.length === 0 ? text : `${text} · key of ${blind.length} ?`,
			severity: faulty.length > 0 ? 'warning' : undefined,
			...(blind.length > 0 && {
				unknown: { reason: 'Secrets Manager was not asked for, or did not tell of, some secrets', needs: 'secretsmanager:DescribeSecret' },
			}),
		},
	];
};
