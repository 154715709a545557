/** Versions of Kafka, and how long they are supported. */
import type { AuditSources } from '../facts.ts';
import { awsKafka } from '../fix.ts';
import { compareMinor, endOfSupportMs, minorOf, NEWEST_KAFKA } from '../limits.ts';
import { overFact, whyNot } from '../over.ts';
import { finding, findingIf, type Judgement, notAssessed, PASS, PROVISIONED, type Rule, STANDARD } from '../rule.ts';

const DAY_MS = 86_400_000;

const PROTOCOL = 'inter.broker.protocol.version';

/** MSK tells the version itself; else brokers before Kafka 4 tell it as the protocol they speak, unless somebody held it back. */
const versionOf = (s: AuditSources): { readonly version: string; readonly isExact: boolean } | Judgement => {
	if (s.msk.isKnown && s.msk.value.kafkaVersion !== null) return { version: s.msk.value.kafkaVersion, isExact: true };
	if (!s.brokerSettings.isKnown) return { is: 'notAssessed', missing: s.brokerSettings.missing };
	const told = [...s.brokerSettings.value.values()].map(of => (of.isKnown ? of.value.get(PROTOCOL)?.value : undefined));
	const first = told[0];
	if (first === undefined || first === null || told.some(v => v === undefined || v === null))
		return notAssessed('brokers of Kafka 4 do not tell their version, and MSK was not asked', 'kafka:DescribeClusterV2');
	return {
		version: told.reduce((oldest: string, v) => (compareMinor(minorOf(v!)!, minorOf(oldest)!) < 0 ? v! : oldest), first),
		isExact: false,
	};
};

const onVersion = (s: AuditSources, judge: (version: string, isExact: boolean) => Judgement) => {
	const found = versionOf(s);
	return [{ on: { type: 'cluster', name: 'cluster' } as const, judgement: 'is' in found ? found : judge(found.version, found.isExact) }];
};

const upgrade = awsKafka('update-cluster-kafka-version', '--current-version', 'VERSION', '--target-kafka-version', 'TARGET');

const UPGRADE_EFFECT =
	'Rolling, forward only. See aws kafka get-compatible-kafka-versions and the partition limit first; clients of the last years keep working.';

const endOfSupport: Rule = {
	id: 'VER-1',
	title: 'The Kafka version is supported by MSK',
	area: 'lifecycle',
	severity: 'critical',
	appliesTo: STANDARD,
	reads: ['brokerSettings'],
	mayRead: ['msk'],
	threshold: 'past its end of support is critical (AWS then upgrades without asking), less than 180 days before it high',
	source: ['VER'],
	check: (s, { nowMs }) =>
		onVersion(s, (version, isExact) => {
			const endMs = endOfSupportMs(version);
			if (endMs === undefined) return minorOf(version) === undefined ? notAssessed(`${version} is no version`) : PASS;
			const confidence = isExact ? 'high' : 'medium';
			const day = new Date(endMs).toISOString().slice(0, 10);
			if (endMs <= nowMs) return finding(`${version}: support ended ${day}`, 'critical', confidence);
			return endMs - nowMs < 180 * DAY_MS ? finding(`${version}: support ends ${day}`, 'high', confidence) : PASS;
		}),
	fix: upgrade,
	effect: UPGRADE_EFFECT,
};

const versionAge: Rule = {
	id: 'VER-2',
	title: 'The Kafka version is not long behind',
	area: 'lifecycle',
	severity: 'medium',
	appliesTo: PROVISIONED,
	reads: ['brokerSettings'],
	mayRead: ['msk', 'versions'],
	threshold: 'DEPRECATED, or two minor versions or more behind the newest one',
	source: ['HC'],
	confidence: 'medium',
	check: s =>
		onVersion(s, version => {
			const minor = minorOf(version);
			if (minor === undefined) return notAssessed(`${version} is no version`);
			const offered = s.versions.isKnown ? s.versions.value : [];
			if (offered.some(v => v.version === version && v.status === 'DEPRECATED')) return finding(`${version} is deprecated by MSK`);
			const minors = offered.flatMap(v => (v.status === 'ACTIVE' ? [minorOf(v.version)] : [])).filter(m => m !== undefined);
			const newest = minors.reduce((a, b) => (compareMinor(b, a) > 0 ? b : a), minors[0] ?? NEWEST_KAFKA);
			// 3.9 was the last of its line: 4.0 is one behind it, whatever the number says.
			const behind = (newest[0] - minor[0]) * 10 + newest[1] - minor[1];
			const text = `${version}, ${newest.join('.')} is the newest`;
			// Which versions MSK offers is not known then: Apache Kafka's own count.
			return behind < 2 ? PASS : minors.length > 0 ? finding(text) : finding(text, 'low', 'low');
		}),
	fix: upgrade,
	effect: UPGRADE_EFFECT,
};

const onKraft: Rule = {
	id: 'VER-3',
	title: 'The cluster does not depend on ZooKeeper',
	area: 'lifecycle',
	severity: 'low',
	appliesTo: STANDARD,
	reads: ['controller'],
	threshold: 'controlled by ZooKeeper; Kafka 4 has none any more',
	source: ['VER'],
	check: s =>
		overFact(s.controller, controller =>
			controller.mode === null ? whyNot(controller, 'mode') : findingIf(controller.mode === 'zookeeper', 'ZooKeeper'),
		),
	effect: 'Plan a move to a KRaft cluster: MSK is not known to change one in place.',
};

export const VERSION_RULES: readonly Rule[] = [endOfSupport, versionAge, onKraft];
