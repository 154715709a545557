import type { BrokerClient } from '../model/broker-client.ts';
import { type BrokerLoss, lossOf } from '../model/broker-loss.ts';
import type { BrokerSummary } from '../model/broker-summary.ts';
import type { Controller } from '../model/cluster.ts';
import { Failure, type Outcome } from '../model/failure.ts';
import { mapInSlices } from '../model/in-slices.ts';
import { describeBrokerConfigRight, describeGroupRight, describeTopicConfigRight, describeTopicRight } from '../model/needed-right.ts';
import { type BrokerTopicShare, type TopicSpread, topicSpread } from '../model/placement.ts';
import type { ConfigEntry } from '../model/topic.ts';
import type { Gap, UnknownField } from '../model/unknown.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isUnreadable, missingAt, missingField } from './missing.ts';
import { readBrokers } from './read-brokers.ts';
import { readMinIsr } from './read-min-isr.ts';

export type BrokerAnswer = {
	readonly broker: BrokerSummary;
	readonly config: readonly ConfigEntry[] | null;
	/** What goes down if this broker goes; null where not all topics can be seen, since it would be too little. */
	readonly loss: BrokerLoss | null;
	/** The same for all brokers of its rack (on MSK: its availability zone); null where it is alone there, the rack is not known, or `loss` is null. */
	readonly rackLoss: { readonly rack: string; readonly brokers: readonly number[]; readonly loss: BrokerLoss } | null;
	/** Topics of which it has more than its share, as replicas or as leaders; null where not all topics can be seen. */
	readonly skewed: readonly BrokerTopicShare[] | null;
	readonly clients: readonly BrokerClient[] | null;
	readonly controller: Controller;
	readonly unknown: readonly UnknownField[];
	readonly gaps: readonly Gap[];
};

/** Reads one broker in depth. Throws notFound when the cluster knows no broker of that id. */
export const readBroker = async (known: KnownCluster, id: number, options?: ReadOptions): Promise<BrokerAnswer> => {
	const { brokers, controller, gaps: listGaps, topics, partial } = await readBrokers(known, options);
	const broker = brokers.find(b => b.id === id);
	if (broker === undefined)
		throw new Failure('notFound', `There is no broker ${id} in this cluster.`, {
			nextSteps: [`brokers are ${brokers.map(b => b.id).join(', ')}`],
		});
	const rackMates = broker.rack === null ? [] : brokers.filter(b => b.rack === broker.rack).map(b => b.id);
	const endangered = topics.filter(t => t.partitions.some(p => p.isr.some(i => i === id || rackMates.includes(i))));
	const [config, minIsr, clients] = await Promise.all([
		readConfig(known, broker, options),
		readMinIsr(known, endangered, options),
		readClients(known, broker, options),
	]);
	const here = topics.filter(t => t.partitions.some(p => p.replicas.includes(id)));
	const spreads = await mapInSlices(here, t => topicSpread(t, brokers.filter(b => b.isAlive).length), options?.signal);
	const loss = (lost: readonly number[]): BrokerLoss => lossOf(new Set(lost), endangered, name => knownNumber(minIsr.get(name)));

	const unknown: UnknownField[] = [];
	const isOfOther = (path: string) => /^brokers\.\d+/.test(path) && !new RegExp(`^brokers\\.${id}(?:\\.|$)`).test(path);
	const gaps = listGaps.filter(g => !isOfOther(g.path));
	const miss = (field: string, failure: Failure, needs: typeof describeBrokerConfigRight): null => {
		unknown.push(missingField(field, failure, known.scope, needs));
		if (isUnreadable(failure)) gaps.push(missingAt(`brokers.${id}.${field}`, failure, known.scope, needs));
		return null;
	};
	const noMinIsr = [...minIsr.values()].find(v => v instanceof Failure);
	if (noMinIsr !== undefined)
		gaps.push(missingAt(`brokers.${id}.loss.minInsyncReplicas`, noMinIsr, known.scope, describeTopicConfigRight()));
	if (partial !== null)
		for (const field of ['loss', 'rackLoss', 'skewed']) unknown.push(missingField(field, partial, known.scope, describeTopicRight()));
	return {
		broker,
		controller,
		config: config.ok ? config.value : miss('config', config.failure, describeBrokerConfigRight),
		loss: partial === null ? loss([id]) : null,
		rackLoss:
			partial === null && broker.rack !== null && rackMates.length > 1
				? { rack: broker.rack, brokers: rackMates, loss: loss(rackMates) }
				: null,
		skewed: partial === null ? spreads.flatMap(spread => shareOn(id, spread)).filter(s => s.isSkewed || s.isLeaderSkewed) : null,
		clients: clients.ok ? clients.value : miss('clients', clients.failure, describeGroupRight()),
		unknown,
		gaps,
	};
};

const knownNumber = (value: number | Failure | undefined): number | null => (typeof value === 'number' ? value : null);

const readConfig = async (
	{ reader }: KnownCluster,
	broker: BrokerSummary,
	options?: ReadOptions,
): Promise<Outcome<readonly ConfigEntry[]>> => {
	if (!broker.isAlive)
		return { ok: false, failure: new Failure('incomplete', `Broker ${broker.id} is not alive, so it cannot tell its settings.`) };
	const answers = await reader.readConfigs([{ type: 'broker', name: String(broker.id) }], null, options);
	return (
		[...answers.values()][0] ?? { ok: false, failure: new Failure('incomplete', `Broker ${broker.id} did not answer for its settings.`) }
	);
};

/** Members of the groups that the broker coordinates; an empty list is told only with the right to see all groups. */
const readClients = async (
	{ reader }: KnownCluster,
	broker: BrokerSummary,
	options?: ReadOptions,
): Promise<Outcome<readonly BrokerClient[]>> => {
	if (!broker.isAlive)
		return { ok: false, failure: new Failure('incomplete', `Broker ${broker.id} is not alive, so no client is connected to it.`) };
	const [cluster, { groups, failures }] = await Promise.all([reader.describeCluster(options), reader.listGroups(options)]);
	const failure = failures.get(broker.id);
	if (failure !== undefined) return { ok: false, failure };
	if (!cluster.authorizedOperations?.has('Describe')) {
		const text = 'Clients of groups that this identity may not see are left out by Kafka without a word.';
		return { ok: false, failure: new Failure('authorization', text, { needs: describeGroupRight() }) };
	}
	const described = await reader.describeGroups(
		groups.filter(g => g.coordinator === broker.id),
		options,
	);
	const clients: BrokerClient[] = [];
	for (const [group, outcome] of described) {
		if (!outcome.ok) return { ok: false, failure: outcome.failure };
		for (const { memberId, clientId, host, assignment } of outcome.value.members)
			clients.push({ memberId, clientId, host, group, partitions: assignment?.length ?? null });
	}
	return { ok: true, value: clients };
};

const shareOn = (broker: number, { shares, ...topic }: TopicSpread): readonly BrokerTopicShare[] =>
	shares.filter(s => s.broker === broker).map(share => ({ ...topic, ...share }));
