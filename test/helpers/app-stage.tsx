/** The whole app on a headless terminal over a made-up cluster that a test drives: hold an answer back, break it, count who asked. */

import type { CausedLoad } from '../../source/model/caused-load.ts';
import type { Broker, LogDir } from '../../source/model/cluster.ts';
import { Failure, type Outcome, success } from '../../source/model/failure.ts';
import type { GroupDescription, GroupListing } from '../../source/model/group.ts';
import { partitionKey } from '../../source/model/partition-key.ts';
import type { Topic } from '../../source/model/topic.ts';
import type { ClusterReader, OffsetQuestion } from '../../source/ports/cluster-reader.ts';
import type { KnownCluster } from '../../source/ports/known-cluster.ts';
import type { AuditParts } from '../../source/state/audit-run.ts';
import { type ClusterSession, openSession } from '../../source/state/cluster-session.ts';
import { App, type AppProps } from '../../source/ui/app.tsx';
import { broker, denied, fakeCluster, listedConfig, logDir, partition, topic } from './fake-reader.ts';
import { key, mount, type TerminalHarness } from './terminal-harness.tsx';

type Call = Exclude<keyof ClusterReader, 'close'>;

export const BROKERS: readonly Broker[] = [1, 2, 3].map(broker);

/** Each partition ends here and its records are a second apart, so that ages come out round. */
const END = 200n;
const NOW_MS = 200_000;

export type FakeGroup = { readonly name: string; committed: bigint; readonly topic: string; readonly partitions: number };

/** A cluster a test plays with; change its fields between polls. */
export class PlayedCluster {
	topics: readonly Topic[] = [
		topic(
			'orders',
			[0, 1, 2].map(n => partition(n)),
		),
		topic('orders-dlq', [partition(0)]),
		topic('payments.audit', [partition(0, { replicas: [1], isr: [1] })]),
		topic('__consumer_offsets', [partition(0)], true),
	];
	brokers: readonly Broker[] = BROKERS;
	groups: readonly FakeGroup[] = [
		{ name: 'billing', committed: 140n, topic: 'orders', partitions: 3 },
		{ name: 'shipping', committed: 200n, topic: 'orders', partitions: 3 },
	];
	/** Set: every question fails with it. */
	failure: Failure | undefined;
	/** Without the right to describe the cluster: sizes are unknown, lists unproven. */
	isRestricted = false;
	/** The time as the session sees it; it stands still unless a test moves it. */
	nowMs = NOW_MS;
	/** What was asked, for the identity line. */
	readonly load: { requests: number; throttles: number; lastThrottle: CausedLoad['lastThrottle'] } = {
		requests: 0,
		throttles: 0,
		lastThrottle: undefined,
	};
	readonly asked = new Map<Call, number>();
	readonly #held = new Map<Call, { promise: Promise<void>; release: () => void }>();

	/** Answers to this question wait until `release`. */
	hold(call: Call): void {
		let release = (): void => {};
		const promise = new Promise<void>(resolve => {
			release = resolve;
		});
		this.#held.set(call, { promise, release });
	}

	release(call: Call): void {
		this.#held.get(call)?.release();
		this.#held.delete(call);
	}

	count(call: Call): number {
		return this.asked.get(call) ?? 0;
	}

	/** All questions so far. */
	get total(): number {
		return [...this.asked.values()].reduce((sum, n) => sum + n, 0);
	}

	async #answer<T>(call: Call, value: () => T): Promise<T> {
		this.asked.set(call, this.count(call) + 1);
		this.load.requests++;
		await this.#held.get(call)?.promise;
		if (this.failure !== undefined) throw this.failure;
		return value();
	}

	known(): KnownCluster {
		const listing = ({ name }: FakeGroup): GroupListing => ({
			group: name,
			type: 'classic',
			protocolType: 'consumer',
			state: 'Stable',
			coordinator: 2,
		});
		const described = (group: FakeGroup): GroupDescription => ({
			...listing(group),
			protocol: 'range',
			members: [
				{
					memberId: `${group.name}-1-uuid`,
					instanceId: null,
					clientId: `${group.name}-1`,
					host: '/10.0.0.7',
					rack: null,
					assignment: Array.from({ length: group.partitions }, (_, n) => ({ topic: group.topic, partition: n })),
					subscribedTopics: [group.topic],
				},
			],
			shareOffsets: [],
		});
		const offset = ({ target }: OffsetQuestion): { offset: bigint | null; timestampMs: number | null } => {
			if (target === 'earliest') return { offset: 0n, timestampMs: null };
			if (target === 'latest' || target === 'lastStable') return { offset: END, timestampMs: null };
			const at = target === 'maxTimestamp' ? END - 1n : BigInt(Math.ceil(target / 1000));
			return at >= END ? { offset: null, timestampMs: null } : { offset: at, timestampMs: Number(at) * 1000 };
		};
		const named = (names: readonly string[] | readonly GroupListing[]): readonly FakeGroup[] =>
			this.groups.filter(g => names.some(n => (typeof n === 'string' ? n : n.group) === g.name));
		return {
			...fakeCluster({
				describeCluster: () =>
					this.#answer('describeCluster', () => ({
						clusterId: 'C',
						brokers: this.brokers,
						metadataControllerId: 1,
						authorizedOperations: new Set(this.isRestricted ? [] : ['Describe']),
					})),
				readController: () =>
					this.#answer('readController', () => ({
						mode: 'kraft',
						leaderId: 2,
						voters: [{ id: 2, lag: 0n }],
						observers: [],
						failure: null,
						unknown: [],
					})),
				readTopics: names =>
					this.#answer('readTopics', () => ({
						topics: this.topics.filter(t => names?.includes(t.name) ?? true),
						failures: new Map(
							(names ?? [])
								.filter(n => !this.topics.some(t => t.name === n))
								.map(n => [n, new Failure('notFound', `There is no topic ${n}.`)]),
						),
					})),
				readConfigs: resources =>
					this.#answer('readConfigs', () => new Map(resources.map(r => [`${r.type}:${r.name}`, success(listedConfig())]))),
				readLogDirs: ids =>
					this.#answer(
						'readLogDirs',
						() =>
							new Map(
								ids.map((id): [number, Outcome<readonly LogDir[]>] => [
									id,
									this.isRestricted
										? denied('Describe on the log dirs')
										: logDir(this.topics.flatMap(t => t.partitions.map(p => [t.name, p.partition, 1_048_576n] as const))),
								]),
							),
					),
				readOffsets: questions =>
					this.#answer('readOffsets', () => new Map(questions.map(q => [partitionKey(q.topic, q.partition), success(offset(q))]))),
				listGroups: () => this.#answer('listGroups', () => ({ groups: this.groups.map(listing), failures: new Map() })),
				findGroups: names =>
					this.#answer(
						'findGroups',
						() =>
							new Map(
								names.map((name): [string, Outcome<GroupListing>] => {
									const [found] = named([name]);
									return [
										name,
										found ? success(listing(found)) : { ok: false, failure: new Failure('notFound', `There is no group ${name}.`) },
									];
								}),
							),
					),
				describeGroups: groups => this.#answer('describeGroups', () => new Map(named(groups).map(g => [g.name, success(described(g))]))),
				readCommits: groups =>
					this.#answer(
						'readCommits',
						() =>
							new Map(
								named(groups).map(g => [
									g.name,
									success(new Map(Array.from({ length: g.partitions }, (_, n) => [partitionKey(g.topic, n), g.committed] as const))),
								]),
							),
					),
				readRecordTimes: positions =>
					this.#answer(
						'readRecordTimes',
						() =>
							new Map(
								positions.map(p => [
									partitionKey(p.topic, p.partition),
									success({ offset: p.offset, timestampMs: Number(p.offset) * 1000 }),
								]),
							),
					),
			}),
			clock: { now: () => this.nowMs },
		};
	}
}

export type Stage = TerminalHarness & {
	readonly session: TerminalHarness['session'];
	readonly polled: ClusterSession;
	/** Resolves when no read is under way and all is drawn. */
	readonly settle: () => Promise<void>;
};

/** Mounts the app over a cluster and runs the story; the terminal is closed whatever happens. */
export const onStage = async (
	cluster: PlayedCluster,
	options: Parameters<typeof mount>[1] & { readonly props?: Partial<AppProps>; readonly audit?: AuditParts },
	story: (stage: Stage) => Promise<void>,
): Promise<void> => {
	const polled = openSession(cluster.known(), { load: cluster.load, audit: options.audit });
	const refusals = new Set<(reason: string) => void>();
	const { props, audit: _audit, ...mountOptions } = options;
	const harness = await mount(
		<App
			session={polled}
			identity={{ cluster: 'orders-prod', environment: 'prod', access: { text: 'read-only', isWritable: false }, principal: 'iam ops' }}
			connectionWords={['--cluster', 'orders-prod', '--ascii']}
			stateDirectory="/nonexistent"
			onRefusedKey={listener => {
				refusals.add(listener);
				return () => refusals.delete(listener);
			}}
			{...props}
		/>,
		{
			...mountOptions,
			onKeyResult: result => {
				if (result.kind === 'refused') for (const listener of refusals) listener(result.reason);
			},
		},
	);
	const settle = async (): Promise<void> => {
		await harness.idle();
		while (polled.busy() > 0) await new Promise(resolve => setImmediate(resolve));
		await harness.idle();
	};
	try {
		await story({ ...harness, polled, settle });
	} finally {
		await harness.close();
	}
};

export { key };
