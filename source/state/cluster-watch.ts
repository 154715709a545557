import type { ClusterDescription, Controller } from '../model/cluster.ts';
import { type ClusterChange, clusterChanges } from '../model/cluster-changes.ts';
import { type EventFacts, eventFacts, named } from '../model/cluster-event.ts';
import { type ClusterLook, nextLook } from '../model/cluster-look.ts';
import { clusterEvents, groupEvents } from '../model/event-grouping.ts';
import { asFailure, Failure } from '../model/failure.ts';
import {
	type GroupChange,
	type GroupsLook,
	groupChanges,
	groupsSinceMs,
	lagChanges,
	nextGroupsLook,
	nextSeenLag,
	type SeenLag,
} from '../model/group-changes.ts';
import type { GroupLag } from '../model/lag.ts';
import { findGoneGroups, findGoneTopics } from '../operations/find-gone.ts';
import type { GroupsAnswer, TopicsAnswer } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';
import { Attention, type Subject } from './attention.ts';
import { type BrokerAnswers, Reachability } from './reachability.ts';
import { Timeline } from './timeline.ts';

/** Lag is looked at only while it is shown: beyond this, what a look finds may have happened long before. */
const LATE_LAG_MS = 30_000;

/**
 * Makes events out of looks at a cluster, whoever takes them: each is compared with the one before. What a look could not see is no
 * event; of what is missing from a list a broker is asked by name what became of it.
 */
export class ClusterWatch {
	readonly timeline = new Timeline();
	readonly #known: KnownCluster;
	readonly #attention: Attention;
	readonly #reach = new Reachability();
	readonly #hidden = new Set<string>();
	#cluster: ClusterLook | undefined;
	#controller: { readonly leaderId: number | null; readonly startedMs: number } | undefined;
	#groups: GroupsLook | undefined;
	#lag = new Map<string, { readonly seen: SeenLag; readonly startedMs: number }>();
	/** This identity holds Describe on the cluster, so that nothing is hidden from it; undefined until the cluster was asked. */
	#seesAll: boolean | undefined;
	/** How many lists of groups in a row lacked a broker's. */
	#partialLists = 0;
	/** All topics at once were missing from the answer before. */
	#wasEmpty = false;
	/** Looks are taken in one after the other, in the order of their answers. */
	#queue: Promise<void> = Promise.resolve();

	/** `known` is the cluster itself: questions asked here are no looks. */
	constructor(known: KnownCluster) {
		this.#known = known;
		this.#attention = new Attention(known.clock.now());
	}

	isDue(subject: Subject): boolean {
		return this.#attention.isDue(subject, this.now());
	}

	begin(subject: Subject): number {
		const nowMs = this.now();
		this.#attention.begin(subject, nowMs);
		return nowMs;
	}

	giveUp(subject: Subject): void {
		this.#attention.giveUp(subject);
	}

	pause(isPaused: boolean): void {
		this.#attention.pause(isPaused);
	}

	/** Resolves once all looks so far were taken in. */
	settled(): Promise<void> {
		return this.#queue;
	}

	fail(subject: Subject, error: unknown): void {
		const atMs = this.now();
		const facts = this.#attention.fail(subject, asFailure(error));
		this.timeline.add(facts, { sinceMs: atMs, seenMs: atMs, isLate: false });
	}

	seeDescription({ authorizedOperations }: ClusterDescription): void {
		this.#seesAll = authorizedOperations?.has('Describe') ?? false;
	}

	seeTopics(startedMs: number, answer: TopicsAnswer): void {
		this.#enqueue('topics', () => this.#takeTopics(startedMs, this.now(), answer));
	}

	seeGroups(startedMs: number, answer: GroupsAnswer): void {
		this.#enqueue('groups', () => this.#takeGroups(startedMs, this.now(), answer));
	}

	seeController(startedMs: number, controller: Controller): void {
		if (controller.mode === null) {
			const reason = controller.unknown[0];
			const failure = new Failure(reason?.needs ? 'authorization' : 'incomplete', reason?.reason ?? 'The controller is not known.');
			this.fail('controller', failure);
			return;
		}
		const atMs = this.now();
		const { isLate, said } = this.#attention.succeed('controller', startedMs, atMs);
		const before = this.#controller;
		const { leaderId } = controller;
		this.#controller = { leaderId, startedMs };
		const sinceMs = before?.startedMs ?? startedMs;
		this.timeline.add(said, { sinceMs, seenMs: atMs, isLate: false });
		if (before === undefined || before.leaderId === leaderId) return;
		const facts = eventFacts('controllerChanged', {
			from: before.leaderId === null ? null : String(before.leaderId),
			to: leaderId === null ? null : String(leaderId),
			...(leaderId === null && { severity: 'critical' }),
		});
		this.timeline.add([facts], { sinceMs, seenMs: atMs, isLate });
	}

	/** Takes in which brokers answered to a look that asked each of them. */
	seeBrokers(startedMs: number, answers: BrokerAnswers): void {
		// After the look at the metadata of the same moment: what that calls dead is no news here.
		this.#queue = this.#queue.then(() => this.#takeBrokers(startedMs, this.now(), answers));
	}

	/** Takes in how groups read; the look began at `startedMs`. */
	seeLag(startedMs: number, rows: readonly GroupLag[]): void {
		const changes: GroupChange[] = [];
		let sinceMs = startedMs;
		for (const row of rows) {
			const before = this.#lag.get(row.group);
			const seen = nextSeenLag(before?.seen, row);
			if (seen === undefined || seen === before?.seen) continue;
			this.#lag.set(row.group, { seen, startedMs });
			const found = before === undefined ? firstVerdict(row.group, seen) : lagChanges(row.group, before.seen, seen);
			if (found.length === 0) continue;
			changes.push(...found);
			sinceMs = Math.min(sinceMs, before?.startedMs ?? startedMs);
		}
		const seenMs = this.now();
		this.timeline.add(groupEvents(changes), { sinceMs, seenMs, isLate: seenMs - sinceMs > LATE_LAG_MS });
	}

	#takeBrokers(startedMs: number, seenMs: number, answers: BrokerAnswers): void {
		const { facts, sinceMs } = this.#reach.see(startedMs, answers, this.#cluster?.alive ?? new Set());
		this.timeline.add(facts, { sinceMs: sinceMs ?? startedMs, seenMs, isLate: false });
	}

	now(): number {
		return this.#known.clock.now();
	}

	#enqueue(subject: Subject, take: () => Promise<void>): void {
		this.#queue = this.#queue.then(take).catch(error => this.fail(subject, error));
	}

	async #takeTopics(startedMs: number, atMs: number, answer: TopicsAnswer): Promise<void> {
		const before = this.#cluster;
		if (before !== undefined && startedMs < before.startedMs) return;
		const told = new Set([...answer.topics.map(t => t.name), ...answer.failures.keys()]);
		const gone = await this.#goneTopics(before, told);
		await this.#learnRights();
		const look = await nextLook(before, {
			startedMs,
			atMs,
			brokers: answer.brokers ?? [],
			topics: answer.topics,
			unread: answer.failures.keys(),
			gone: gone.gone,
		});
		for (const name of told) this.#hidden.delete(name);
		this.#cluster = look;
		const { isLate, said } = this.#attention.succeed('topics', startedMs, atMs);
		if (before === undefined) {
			this.timeline.add([...said, this.#watching(look)], { sinceMs: startedMs, seenMs: atMs, isLate: false });
			return;
		}
		const changes = await clusterChanges(before, look);
		const dead = new Set([...look.known].filter(id => !look.alive.has(id)));
		const hidden = gone.hidden.length === 0 ? [] : [eventFacts('topicHidden', { topics: named(gone.hidden) })];
		const facts = [...clusterEvents(changes, dead), ...hidden].map(f => (f.kind === 'topicCreated' ? this.#doubted(f) : f));
		this.timeline.add(said, { sinceMs: before.startedMs, seenMs: atMs, isLate: false });
		this.timeline.add(facts, { sinceMs: sinceOf(before, changes), seenMs: atMs, isLate });
	}

	/** Most looks come with a description of the cluster; the answers of the two may come in either order. */
	async #learnRights(): Promise<void> {
		if (this.#seesAll !== undefined) return;
		const description = await this.#known.reader.describeCluster().catch(() => undefined);
		if (description !== undefined && this.#seesAll === undefined) this.seeDescription(description);
	}

	/** What became of topics that were there before and are not in the answer. */
	async #goneTopics(before: ClusterLook | undefined, told: ReadonlySet<string>) {
		const missing = [...(before?.topics.keys() ?? [])].filter(name => !told.has(name) && !this.#hidden.has(name));
		if (missing.length === 0) return { gone: new Set<string>(), hidden: [] };
		const fates = await findGoneTopics(this.#known, missing);
		for (const name of fates.hidden) this.#hidden.add(name);
		// A broker that has only just started may know no topic at all: only a second such answer is believed.
		const isEmpty = told.size === 0 && before!.topics.size > 1;
		const isBelieved = !isEmpty || this.#wasEmpty;
		this.#wasEmpty = isEmpty;
		return { gone: isBelieved ? fates.gone : new Set<string>(), hidden: [...fates.hidden] };
	}

	async #takeGroups(startedMs: number, atMs: number, { groups, failures }: GroupsAnswer): Promise<void> {
		const before = this.#groups;
		const isComplete = failures.size === 0;
		// Coordinators move in a few seconds: what one look could not see is said only when the next cannot see it either.
		this.#partialLists = isComplete ? 0 : this.#partialLists + 1;
		const told = new Set(groups.map(g => g.group));
		const missing = isComplete ? [...(before?.groups.keys() ?? [])].filter(name => !told.has(name)) : [];
		const { gone } = await findGoneGroups(this.#known, missing);
		await this.#learnRights();
		const look = nextGroupsLook(before, { startedMs, listed: groups, gone, isComplete });
		this.#groups = look;
		const answers = new Map([...(this.#cluster?.alive ?? [])].map(id => [id, failures.get(id)]));
		this.#takeBrokers(startedMs, atMs, answers);
		for (const name of gone) this.#lag.delete(name);
		if (this.#partialLists > 1) {
			const facts = this.#attention.fail('groups', [...failures.values()][0]!, { isPartial: true });
			this.timeline.add(facts, { sinceMs: before?.completeMs ?? startedMs, seenMs: atMs, isLate: false });
		}
		if (!isComplete && before !== undefined) this.#addGroups(before, look, atMs, false);
		if (!isComplete) return;
		const { isLate, said } = this.#attention.succeed('groups', startedMs, atMs);
		this.timeline.add(said, { sinceMs: before?.completeMs ?? startedMs, seenMs: atMs, isLate: false });
		if (before !== undefined) this.#addGroups(before, look, atMs, isLate);
	}

	#addGroups(before: GroupsLook, look: GroupsLook, seenMs: number, isLate: boolean): void {
		const changes = groupChanges(before, look);
		const facts = groupEvents(changes).map(f => (f.kind === 'groupAppeared' ? this.#doubted(f) : f));
		this.timeline.add(facts, { sinceMs: groupsSinceMs(before, changes), seenMs, isLate });
	}

	/** Without the right to see everything, what appears may have been there before. */
	#doubted(facts: EventFacts): EventFacts {
		return this.#seesAll === true ? facts : { ...facts, reason: 'it may have been there before: this identity does not see everything' };
	}

	#watching(look: ClusterLook): EventFacts {
		let partitions = 0;
		let offline = 0;
		let underReplicated = 0;
		for (const topic of look.topics.values())
			for (const p of topic.partitions) {
				partitions += 1;
				if (p.leader === null) offline += 1;
				if (p.isr.length < p.replicas.length) underReplicated += 1;
			}
		return eventFacts('watching', {
			brokers: [...look.alive].sort((a, b) => a - b),
			topics: { count: look.topics.size, names: [] },
			partitions: { count: partitions, names: [] },
			effects: [
				...(offline > 0 ? [{ kind: 'partitionOffline', partitions: offline } as const] : []),
				...(underReplicated > 0 ? [{ kind: 'isrShrank', partitions: underReplicated } as const] : []),
			],
			reason: this.#seesAll === true ? null : 'only what this identity may see',
		});
	}
}

/** A first verdict is told when it is not good: nobody knows since when. */
const firstVerdict = (group: string, seen: SeenLag): readonly GroupChange[] =>
	lagChanges(group, { members: null, verdict: null, partitions: [] }, seen);

/** Changes happened after the last look, or after the last one that told of the topic. */
const sinceOf = (before: ClusterLook, changes: readonly ClusterChange[]): number =>
	changes.reduce((since, c) => ('topic' in c ? Math.min(since, before.topics.get(c.topic)?.asOfMs ?? since) : since), before.startedMs);
