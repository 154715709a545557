import { Failure, type Outcome } from '../model/failure.ts';
import {
	describeBrokerConfigRight,
	describeTopicRight,
	describeTransactionalIdRight,
	type RightScope,
	readTopicRight,
	rightText,
} from '../model/needed-right.ts';
import { type PartitionKey, partitionKey, splitPartitionKey, type TopicPartition } from '../model/partition-key.ts';
import type { Report } from '../model/report.ts';
import {
	ACTIVE_STATES,
	type ActiveProducer,
	compareTransactions,
	isHanging,
	type OpenTransaction,
	type TransactionDescription,
	type TransactionListing,
	type TransactionPartition,
	USUAL_MOST_TIMEOUT_MS,
} from '../model/transaction.ts';
import type { Gap, UnknownField } from '../model/unknown.ts';
import { configResourceKey, type OffsetAnswer, type OffsetQuestion, type OffsetTarget, type ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { isUnreadable, missingAt, missingField } from './missing.ts';

export type TransactionsQuestion = {
	/** Only transactions that write to one of these; none means all topics this identity may see. */
	readonly topics: readonly string[];
};

type Stable = { readonly lastStable: bigint; readonly end: bigint };
type OpenOn = TopicPartition & { readonly producer: ActiveProducer };

/**
 * Reads the open transactions from both sides: what coordinators have under way, and what partitions hold open. Only partitions whose
 * last stable offset is behind their end are asked for producers. What a partition holds and no coordinator has is hanging once it is
 * older than any transaction may get. Rows come worst first.
 */
export const readTransactions = async (
	known: KnownCluster,
	ask: TransactionsQuestion,
	options?: ReadOptions,
): Promise<Report<OpenTransaction>> => {
	const { reader, scope } = known;
	const gaps: Gap[] = [];
	const [listed, { partitions, gaps: topicGaps }] = await Promise.all([
		reader.listTransactions({ states: ACTIVE_STATES }, options),
		readPartitions(known, ask.topics, options),
	]);
	gaps.push(...topicGaps, ...listGaps(known, listed.failures));
	const { held, gaps: offsetGaps } = await readHeld(known, partitions, options);
	gaps.push(...offsetGaps);
	const producers = held.size === 0 ? new Map() : await reader.readProducers([...held.keys()].map(splitPartitionKey), options);
	const openOn: OpenOn[] = [];
	for (const [key, outcome] of producers as ReadonlyMap<PartitionKey, Outcome<readonly ActiveProducer[]>>) {
		const at = splitPartitionKey(key);
		if (!outcome.ok) gaps.push(missingAt(`transactions.${key}`, outcome.failure, scope, readTopicRight(at.topic)));
		else for (const producer of outcome.value) if (producer.openFromOffset !== null) openOn.push({ ...at, producer });
	}
	// What is open on a partition and not under way anywhere may still have a transactional id, of a transaction that has ended.
	const active = new Set(listed.transactions.map(t => t.producerId));
	const strangers = [...new Set(openOn.map(o => o.producer.producerId))].filter(id => !active.has(id));
	const others = strangers.length === 0 ? undefined : await reader.listTransactions({ producerIds: strangers }, options);
	if (others !== undefined) gaps.push(...listGaps(known, others.failures).filter(g => !gaps.some(other => other.path === g.path)));
	const listings = [...new Map([...listed.transactions, ...(others?.transactions ?? [])].map(t => [t.transactionalId, t])).values()];
	const described = await reader.describeTransactions(listings, options);
	for (const [id, outcome] of described)
		if (!outcome.ok && outcome.failure.kind !== 'notFound')
			gaps.push(missingAt(`transactions.${id}`, outcome.failure, scope, describeTransactionalIdRight(id)));
	const most =
		strangers.length === 0 && openOn.length === 0 ? { ms: USUAL_MOST_TIMEOUT_MS, gap: undefined } : await readMostTimeout(known, options);
	const rows = assemble(known, { listings, described, openOn, held, mostTimeoutMs: most.ms, isListComplete: listed.failures.size === 0 });
	if (most.gap !== undefined && rows.some(r => r.verdict !== 'open')) gaps.push(most.gap);
	const wanted = ask.topics.length === 0 ? rows : rows.filter(r => r.partitions.some(p => ask.topics.includes(p.topic)));
	return { rows: wanted.sort(compareTransactions), gaps };
};

const listGaps = ({ scope }: KnownCluster, failures: ReadonlyMap<number, Failure>): readonly Gap[] =>
	[...failures].map(([id, failure]) => {
		const text = `The transactions that broker ${id} coordinates could not be listed: ${failure.message}`;
		const said = new Failure(failure.kind, text, { ...(failure.needs && { needs: failure.needs }), cause: failure });
		return missingAt(`transactions.broker-${id}`, said, scope, describeTransactionalIdRight());
	});

/** Partitions to look at; without the right to see everything, what is not seen is said as a doubt. */
const readPartitions = async ({ reader, scope }: KnownCluster, names: readonly string[], options?: ReadOptions) => {
	const [description, { topics, failures }] = await Promise.all([
		reader.describeCluster(options),
		reader.readTopics(names.length === 0 ? null : names, options),
	]);
	const gaps: Gap[] = [...failures].map(([name, failure]) => missingAt(`topics.${name}`, failure, scope, describeTopicRight(name)));
	if (names.length === 0 && !description.authorizedOperations?.has('Describe')) {
		const text = 'Topics that this identity may not describe are not looked at: Kafka leaves them out without a word.';
		gaps.push({ ...missingAt('topics', new Failure('authorization', text), scope, describeTopicRight()), isDoubt: true });
	}
	return { partitions: topics.flatMap(t => t.partitions.map(({ partition }): TopicPartition => ({ topic: t.name, partition }))), gaps };
};

/** Partitions whose last stable offset is behind their end. Ends are read first: what grows in between must not look held back. */
const readHeld = async ({ reader, scope }: KnownCluster, partitions: readonly TopicPartition[], options?: ReadOptions) => {
	const ask = (target: OffsetTarget) =>
		reader.readOffsets(
			partitions.map((p): OffsetQuestion => ({ ...p, target })),
			options,
		);
	const ends = await ask('latest');
	const stables = await ask('lastStable');
	const held = new Map<PartitionKey, Stable>();
	const gaps = new Map<string, Gap>();
	for (const { topic, partition } of partitions) {
		const key = partitionKey(topic, partition);
		const [end, lastStable] = [offsetIn(ends.get(key)), offsetIn(stables.get(key))];
		const failure = [end, lastStable].find(o => o instanceof Failure);
		if (failure instanceof Failure) {
			// One gap a reason: a dead broker takes many partitions at once.
			const known = gaps.get(failure.message);
			if (known === undefined && failure.kind !== 'notFound')
				gaps.set(failure.message, missingAt(`topics.${topic}.partitions.${partition}`, failure, scope, describeTopicRight(topic)));
		} else if (typeof end === 'bigint' && typeof lastStable === 'bigint' && lastStable < end) held.set(key, { lastStable, end });
	}
	return { held, gaps: [...gaps.values()].filter(g => isUnreadable(g.failure)) };
};

const offsetIn = (outcome: Outcome<OffsetAnswer> | undefined): bigint | Failure | null =>
	outcome === undefined
		? new Failure('incomplete', 'The broker did not answer for the partition.')
		: outcome.ok
			? outcome.value.offset
			: outcome.failure;

const KEY = 'transaction.max.timeout.ms';

/** How old a transaction may get on this cluster: the largest setting of its brokers. */
const readMostTimeout = async (
	{ reader, scope }: KnownCluster,
	options?: ReadOptions,
): Promise<{ readonly ms: number; readonly gap: Gap | undefined }> => {
	const { brokers } = await reader.describeCluster(options);
	const resources = brokers.map(b => ({ type: 'broker', name: String(b.id) }) as const);
	const configs = await reader.readConfigs(resources, [KEY], options);
	let ms = 0;
	let failure: Failure | undefined;
	for (const resource of resources) {
		const outcome = configs.get(configResourceKey(resource));
		const value = outcome?.ok ? outcome.value.find(e => e.name === KEY)?.value : undefined;
		if (value != null) ms = Math.max(ms, Number(value));
		else failure ??= outcome?.ok === false ? outcome.failure : new Failure('incomplete', `The broker did not tell ${KEY}.`);
	}
	if (failure === undefined) return { ms, gap: undefined };
	const text = `How old a transaction may get is not known, Kafka's default of 15 minutes is taken: ${failure.message}`;
	const said = new Failure(failure.kind, text, { ...(failure.needs && { needs: failure.needs }), cause: failure });
	return {
		ms: Math.max(ms, USUAL_MOST_TIMEOUT_MS),
		gap: { ...missingAt('brokers.config', said, scope, describeBrokerConfigRight), isDoubt: true },
	};
};

type Facts = {
	readonly listings: readonly TransactionListing[];
	readonly described: ReadonlyMap<string, Outcome<TransactionDescription>>;
	readonly openOn: readonly OpenOn[];
	readonly held: ReadonlyMap<PartitionKey, Stable>;
	readonly mostTimeoutMs: number;
	readonly isListComplete: boolean;
};

const assemble = (known: KnownCluster, facts: Facts): OpenTransaction[] => {
	const nowMs = known.clock.now();
	const rows: OpenTransaction[] = [];
	const accounted = new Set<OpenOn>();
	for (const listing of facts.listings) {
		const outcome = facts.described.get(listing.transactionalId);
		const description = outcome?.ok ? outcome.value : undefined;
		if (!ACTIVE_STATES.includes(description?.state ?? listing.state)) continue;
		const partitions = (description?.partitions ?? []).map(at => {
			const open = facts.openOn.find(
				o => o.topic === at.topic && o.partition === at.partition && o.producer.producerId === listing.producerId,
			);
			if (open !== undefined) accounted.add(open);
			return toPartition(at, open, facts.held);
		});
		const failure = outcome?.ok === false ? outcome.failure : new Failure('incomplete', 'Its coordinator does not know it any more.');
		const missing = (fields: readonly string[]): readonly UnknownField[] =>
			description !== undefined
				? []
				: fields.map(field => missingField(field, failure, known.scope, describeTransactionalIdRight(listing.transactionalId)));
		const startedMs = description?.startedMs ?? null;
		rows.push({
			transactionalId: listing.transactionalId,
			state: description?.state ?? listing.state,
			producerId: listing.producerId,
			producerEpoch: description?.producerEpoch ?? null,
			coordinator: listing.coordinator,
			startedMs,
			ageMs: startedMs === null ? null : Math.max(0, nowMs - startedMs),
			timeoutMs: description?.timeoutMs ?? null,
			verdict: 'open',
			partitions,
			unknown: missing(['producerEpoch', 'startedMs', 'ageMs', 'timeoutMs']),
		});
	}
	const left = Map.groupBy(
		facts.openOn.filter(o => !accounted.has(o)),
		o => o.producer.producerId,
	);
	for (const [producerId, open] of left) rows.push(unclaimed(known.scope, producerId, open, facts, nowMs));
	return rows;
};

/** A transaction that a partition holds open and no coordinator has under way on it. */
const unclaimed = (scope: RightScope, producerId: bigint, open: readonly OpenOn[], facts: Facts, nowMs: number): OpenTransaction => {
	const listing = facts.listings.find(t => t.producerId === producerId);
	const outcome = listing && facts.described.get(listing.transactionalId);
	const lastWrites = open.flatMap(o => (o.producer.lastWriteMs === null ? [] : [o.producer.lastWriteMs]));
	const ageMs = lastWrites.length === 0 ? null : Math.max(0, nowMs - Math.max(...lastWrites));
	// A coordinator that was not heard may be the one that has it.
	const isProven = facts.isListComplete && (listing === undefined || outcome?.ok === true);
	const verdict = isProven && isHanging(ageMs, facts.mostTimeoutMs) ? 'hanging' : 'unknown';
	const unseen = 'No coordinator lists a transactional id of this producer: it is gone, or this identity may not describe it.';
	const needs = rightText(describeTransactionalIdRight(), scope);
	const why = (field: string, reason: string, needed: string | null = null): UnknownField => ({ field, reason, needs: needed });
	return {
		transactionalId: listing?.transactionalId ?? null,
		state: listing?.state ?? null,
		producerId,
		producerEpoch: open[0]!.producer.producerEpoch,
		coordinator: listing?.coordinator ?? null,
		startedMs: null,
		ageMs,
		timeoutMs: outcome?.ok ? outcome.value.timeoutMs : null,
		verdict,
		partitions: open.map(o => toPartition(o, o, facts.held)),
		unknown: [
			...(listing === undefined ? ['transactionalId', 'state', 'coordinator'].map(field => why(field, unseen, needs)) : []),
			why('startedMs', 'The coordinator does not have it under way; its age is that of its last record.'),
			...(ageMs === null ? [why('ageMs', 'Its records carry no timestamp.')] : []),
			...(outcome?.ok ? [] : [why('timeoutMs', unseen, needs)]),
			...(verdict === 'unknown'
				? [
						why(
							'verdict',
							isProven
								? `It may be ending just now: only what is older than ${facts.mostTimeoutMs / 60_000} min is called hanging.`
								: 'A coordinator could not be asked.',
						),
					]
				: []),
		],
	};
};

const toPartition = ({ topic, partition }: TopicPartition, open: OpenOn | undefined, held: Facts['held']): TransactionPartition => {
	const stable = held.get(partitionKey(topic, partition));
	const startOffset = open?.producer.openFromOffset ?? null;
	const nothing = 'Nothing of it is held back in the partition, or its producers could not be read.';
	const missing = [...(startOffset === null ? ['startOffset'] : []), ...(stable === undefined ? ['lastStable', 'end', 'heldBack'] : [])];
	return {
		topic,
		partition,
		startOffset,
		lastStable: stable?.lastStable ?? null,
		end: stable?.end ?? null,
		heldBack: stable === undefined ? null : stable.end - stable.lastStable,
		unknown: missing.map(field => ({ field, reason: nothing, needs: null })),
	};
};
