import type { BrokerSummary } from '../model/broker-summary.ts';
import type { Controller } from '../model/cluster.ts';
import { Failure, type Outcome } from '../model/failure.ts';
import { describeBrokerConfigRight } from '../model/needed-right.ts';
import type { ConfigEntry } from '../model/topic.ts';
import type { Gap, UnknownField } from '../model/unknown.ts';
import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isUnreadable, missingAt, missingField } from './missing.ts';
import { readBrokers } from './read-brokers.ts';

export type BrokerAnswer = {
	readonly broker: BrokerSummary;
	readonly config: readonly ConfigEntry[] | null;
	readonly controller: Controller;
	readonly unknown: readonly UnknownField[];
	readonly gaps: readonly Gap[];
};

/** Reads one broker with its settings. Throws notFound when the cluster knows no broker of that id. */
export const readBroker = async (known: KnownCluster, id: number, options?: ReadOptions): Promise<BrokerAnswer> => {
	const { brokers, controller, gaps } = await readBrokers(known, options);
	const broker = brokers.find(b => b.id === id);
	if (broker === undefined)
		throw new Failure('notFound', `There is no broker ${id} in this cluster.`, {
			nextSteps: [`brokers are ${brokers.map(b => b.id).join(', ')}`],
		});
	const config = await readConfig(known, broker, options);
	const isOfOther = (path: string) => /^brokers\.\d+/.test(path) && !new RegExp(`^brokers\\.${id}(?:\\.|$)`).test(path);
	const kept = gaps.filter(g => !isOfOther(g.path));
	if (config.ok) return { broker, config: config.value, controller, unknown: [], gaps: kept };
	return {
		broker,
		config: null,
		controller,
		unknown: [missingField('config', config.failure, known.scope, describeBrokerConfigRight)],
		gaps: isUnreadable(config.failure)
			? [...kept, missingAt(`brokers.${id}.config`, config.failure, known.scope, describeBrokerConfigRight)]
			: kept,
	};
};

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
