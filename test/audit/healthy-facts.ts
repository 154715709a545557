/** A cluster in which nothing is wrong, fact by fact; a test changes one of them and looks which rules notice. */
import type { MskFacts } from '../../source/audit/aws-facts.ts';
import { type Fact, fact, missingFact } from '../../source/audit/fact.ts';
import type { AuditContext, AuditFacts, AuditSources, SourceName } from '../../source/audit/facts.ts';
import type { BrokerSummary } from '../../source/model/broker-summary.ts';
import type { GroupLag, PartitionLag } from '../../source/model/lag.ts';
import type { ConfigSource, Topic } from '../../source/model/topic.ts';

import { alarm, aws } from './healthy-aws.ts';
import { entry, kafka, NOW_MS } from './healthy-kafka.ts';

export { alarm, NOW_MS };

const CONTEXT: AuditContext = {
	nowMs: NOW_MS,
	clusterType: 'standard',
	isMsk: false,
	isIam: false,
	bootstrap: ['b1:9094', 'b2:9094', 'b3:9094'],
	arn: 'arn:aws:kafka:us-east-1:123456789012:cluster/orders/uuid',
	region: 'us-east-1',
	clusterOptions: ['--cluster=orders'],
	isReadOnly: true,
};

export const healthyFacts = (): AuditFacts => ({ context: CONTEXT, sources: { ...kafka(), ...aws() } });

export type Patch = (facts: AuditFacts) => AuditFacts;
type Value<N extends SourceName> = AuditSources[N] extends Fact<infer T> ? T : never;

/** Changes what one source tells. */
export const patch =
	<N extends SourceName>(name: N, change: (value: Value<N>) => Value<N>): Patch =>
	({ context, sources }) => {
		const known = sources[name] as Fact<Value<N>>;
		if (!known.isKnown) throw new Error(`${name} is not known`);
		return { context, sources: { ...sources, [name]: { ...known, value: change(known.value) } } };
	};

export const context =
	(over: Partial<AuditContext>): Patch =>
	facts => ({ ...facts, context: { ...facts.context, ...over } });

export const all =
	(...patches: readonly Patch[]): Patch =>
	facts =>
		patches.reduce((now, next) => next(now), facts);

/** What a source says when it may not be read. */
export const denied =
	(name: SourceName): Patch =>
	facts => ({
		...facts,
		sources: { ...facts.sources, [name]: missingFact({ reason: `${name} denied`, needs: `the right to ${name}`, isUnread: true }) },
	});

/** A list that may be shortened. */
export const doubted =
	(name: SourceName): Patch =>
	facts => ({
		...facts,
		sources: {
			...facts.sources,
			[name]: { ...facts.sources[name], doubt: { reason: `more of ${name} may exist`, needs: 'Describe', isUnread: true } },
		},
	});

export const ofTopic = (over: Partial<Topic['partitions'][number]>, name = 'orders'): Patch =>
	patch('topics', topics =>
		topics.map(t => (t.name === name ? { ...t, partitions: t.partitions.map((p, i) => (i === 0 ? { ...p, ...over } : p)) } : t)),
	);

/** The replicas of every partition of a topic. */
export const replicas = (count: number, name = 'orders'): Patch =>
	patch('topics', topics =>
		topics.map(t =>
			t.name === name
				? { ...t, partitions: t.partitions.map(p => ({ ...p, replicas: p.replicas.slice(0, count), isr: p.isr.slice(0, count) })) }
				: t,
		),
	);

export const topicSetting = (
	key: string,
	value: string,
	name = 'orders',
	source: ConfigSource = 'DYNAMIC_TOPIC_CONFIG',
	below: string | null = null,
): Patch =>
	patch(
		'topicSettings',
		all =>
			new Map(
				[...all].map(([topic, known]) => [
					topic,
					topic === name && known.isKnown ? fact(new Map(known.value).set(key, entry(key, value, source, below))) : known,
				]),
			),
	);

export const brokerSetting = (
	key: string,
	value: string | null,
	source: ConfigSource = 'STATIC_BROKER_CONFIG',
	ids: readonly number[] = [1, 2, 3],
): Patch =>
	patch(
		'brokerSettings',
		all =>
			new Map(
				[...all].map(([id, known]) => [
					id,
					ids.includes(id) && known.isKnown ? fact(new Map(known.value).set(key, entry(key, value, source, null))) : known,
				]),
			),
	);

export const ofBroker = (over: Partial<BrokerSummary>, id = 1): Patch =>
	patch('brokers', brokers => brokers.map(b => (b.id === id ? { ...b, ...over } : b)));

export const ofGroup = (over: Partial<GroupLag>, parts?: (p: PartitionLag, i: number) => Partial<PartitionLag>, group = 'billing'): Patch =>
	patch('groups', groups =>
		groups.map(g => (g.group === group ? { ...g, ...over, partitions: g.partitions.map((p, i) => ({ ...p, ...parts?.(p, i) })) } : g)),
	);

export const ofMsk = (over: Partial<MskFacts>): Patch => patch('msk', msk => ({ ...msk, ...over }));

/** The points of one broker: a value for each, or for all of them. */
export const points = (metric: string, value: number | ((i: number) => number), id = 1): Patch =>
	patch('metrics', metrics => ({
		...metrics,
		series: metrics.series.map(s =>
			s.metric === metric && s.broker === id
				? { ...s, points: s.points.map((p, i) => ({ ...p, value: typeof value === 'number' ? value : value(i) })) }
				: s,
		),
	}));
