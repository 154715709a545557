import { randomUUID } from 'node:crypto';
import type { ErrorName } from '../../protocol/error-codes.ts';
import type { SandboxTime } from '../time.ts';
import type { Group } from './group.ts';
import {
	chooseProtocol,
	describeMember,
	type JoinedMember,
	type JoinWish,
	metadataFor,
	ownProtocols,
	sameProtocols,
} from './joined-member.ts';
import { awaitJoin, awaitSync, endWaits, type Joined, MemberSessions, NOTHING, refusedJoin, type Synced } from './member-waits.ts';

/** Who a member says it is. */
export type Identity = { readonly memberId: string; readonly instanceId: string | null; readonly generation: number };

/**
 * The classic group protocol, as a coordinator keeps it: members join, the leader assigns, all fetch what is theirs (sync), and who sends no
 * heartbeat within its session timeout is out. States as Kafka names them:
 * Empty → PreparingRebalance (waits for all to join) → CompletingRebalance (waits for the leader's assignment) → Stable.
 */
export class Membership {
	readonly #group: Group;
	readonly #time: SandboxTime;
	readonly #members = new Map<string, JoinedMember>();
	readonly #sessions: MemberSessions;
	#leader = '';
	#stopWaiting: () => void = () => {};

	/** Takes over a group. Simulated members end: they can neither join nor assign. */
	constructor(group: Group, time: SandboxTime) {
		this.#group = group;
		this.#time = time;
		this.#sessions = new MemberSessions(
			time,
			member => this.#remove(member),
			() => this.#completeIfAllJoined(),
		);
		group.members = [];
		group.protocol = '';
		group.state = 'Empty';
	}

	join(wish: JoinWish): Promise<Joined> | Joined {
		if (!this.#fits(wish)) return refusedJoin('INCONSISTENT_GROUP_PROTOCOL', wish.memberId);
		const known = this.#members.get(wish.memberId);
		const namesake = wish.instanceId === null ? undefined : this.#byInstance(wish.instanceId);
		if (wish.memberId === '') {
			const memberId = `${wish.instanceId ?? wish.clientId}-${randomUUID()}`;
			if (namesake !== undefined) return this.#return(namesake, memberId, wish);
			if (wish.instanceId === null && wish.comesTwice) {
				this.#sessions.expect(memberId, wish.sessionTimeoutMs);
				return refusedJoin('MEMBER_ID_REQUIRED', memberId);
			}
			return this.#add(memberId, wish);
		}
		if (namesake !== undefined && namesake !== known) return refusedJoin('FENCED_INSTANCE_ID', wish.memberId);
		if (known !== undefined) return this.#joinAgain(known, wish);
		if (!this.#sessions.takeNewcomer(wish.memberId)) return refusedJoin('UNKNOWN_MEMBER_ID', wish.memberId);
		return this.#add(wish.memberId, wish);
	}

	/** `assignments` counts when it comes from the leader. */
	sync(who: Identity, assignments: ReadonlyMap<string, Buffer>): Promise<Synced> | Synced {
		const error = this.identify(who);
		const member = this.#members.get(who.memberId);
		if (error !== 'NONE' || member === undefined) return { error, assignment: NOTHING };
		if (this.#group.state === 'PreparingRebalance') return { error: 'REBALANCE_IN_PROGRESS', assignment: NOTHING };
		this.#sessions.touch(member);
		if (this.#group.state === 'Stable') return { error: 'NONE', assignment: member.assignment };
		const answer = awaitSync(member, this.#sessions);
		if (who.memberId === this.#leader) this.#assign(assignments);
		return answer;
	}

	heartbeat(who: Identity): ErrorName {
		const error = this.identify(who);
		if (error !== 'NONE') return error;
		this.#sessions.touch(this.#members.get(who.memberId) as JoinedMember);
		return this.#group.state === 'PreparingRebalance' ? 'REBALANCE_IN_PROGRESS' : 'NONE';
	}

	/** A static member may be put out by its instance id alone, as tools do. */
	leave({ memberId, instanceId }: Omit<Identity, 'generation'>): ErrorName {
		if (this.#sessions.takeNewcomer(memberId)) {
			this.#completeIfAllJoined();
			return 'NONE';
		}
		const member = instanceId === null ? this.#members.get(memberId) : this.#byInstance(instanceId);
		if (member === undefined) return 'UNKNOWN_MEMBER_ID';
		if (memberId !== '' && member.memberId !== memberId) return 'FENCED_INSTANCE_ID';
		this.#remove(member);
		return 'NONE';
	}

	/** Whether a member of this generation may commit; a commit is a sign of life. */
	mayCommit(who: Identity): ErrorName {
		const error = this.identify(who);
		if (error !== 'NONE') return error;
		if (this.#group.state === 'CompletingRebalance') return 'REBALANCE_IN_PROGRESS';
		this.#sessions.touch(this.#members.get(who.memberId) as JoinedMember);
		return 'NONE';
	}

	/** Whether somebody is who it says, in the generation that it says. */
	identify({ memberId, instanceId, generation }: Identity): ErrorName {
		const member = instanceId === null ? this.#members.get(memberId) : this.#byInstance(instanceId);
		if (member === undefined) return 'UNKNOWN_MEMBER_ID';
		if (member.memberId !== memberId) return 'FENCED_INSTANCE_ID';
		return generation === this.#group.epoch ? 'NONE' : 'ILLEGAL_GENERATION';
	}

	#byInstance(instanceId: string): JoinedMember | undefined {
		return [...this.#members.values()].find(member => member.instanceId === instanceId);
	}

	#fits({ memberId, protocolType, protocols }: JoinWish): boolean {
		if (protocolType === '' || protocols.length === 0) return false;
		const others = [...this.#members.values()].filter(member => member.memberId !== memberId);
		if (others.length === 0) return true;
		const isShared = (name: string): boolean => others.every(other => other.protocols.some(p => p.name === name));
		return protocolType === this.#group.protocolType && protocols.some(p => isShared(p.name));
	}

	#add(memberId: string, wish: JoinWish): Promise<Joined> {
		const { instanceId, clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs } = wish;
		const member: JoinedMember = {
			...{ memberId, instanceId, clientId, clientHost, sessionTimeoutMs, rebalanceTimeoutMs },
			protocols: ownProtocols(wish.protocols),
			assignment: NOTHING,
			answerJoin: undefined,
			answerSync: undefined,
			stopSession: () => {},
		};
		this.#members.set(memberId, member);
		this.#group.protocolType = wish.protocolType;
		return this.#awaitOthers(member);
	}

	/** A static member comes back under its name: nothing is shared anew when it wants what it had. */
	#return(member: JoinedMember, memberId: string, wish: JoinWish): Promise<Joined> | Joined {
		const ledBefore = this.#leader === member.memberId;
		const leaderBefore = this.#leader;
		endWaits(member);
		this.#members.delete(member.memberId);
		member.memberId = memberId;
		this.#members.set(memberId, member);
		if (ledBefore) this.#leader = memberId;
		const isSame = sameProtocols(member.protocols, wish.protocols);
		this.#take(member, wish);
		if (!isSame || this.#group.state !== 'Stable') return this.#awaitOthers(member);
		this.#publish();
		this.#sessions.touch(member);
		const answer = this.#welcome(member);
		if (!ledBefore) return answer;
		// An older client that hears it leads would assign: it is told that somebody else does.
		return wish.maySkipAssignment ? { ...answer, skipAssignment: true } : { ...answer, leader: leaderBefore, members: [] };
	}

	#joinAgain(member: JoinedMember, wish: JoinWish): Promise<Joined> | Joined {
		const isSame = sameProtocols(member.protocols, wish.protocols);
		const { state } = this.#group;
		const missedItsAnswer = isSame && (state === 'CompletingRebalance' || (state === 'Stable' && member.memberId !== this.#leader));
		this.#take(member, wish);
		if (!missedItsAnswer) return this.#awaitOthers(member);
		this.#sessions.touch(member);
		return this.#welcome(member);
	}

	#take(member: JoinedMember, { sessionTimeoutMs, rebalanceTimeoutMs, protocols }: JoinWish): void {
		Object.assign(member, { sessionTimeoutMs, rebalanceTimeoutMs, protocols: ownProtocols(protocols) });
	}

	#awaitOthers(member: JoinedMember): Promise<Joined> {
		const answer = awaitJoin(member, this.#sessions, () => this.#welcome(member));
		this.#rebalance();
		return answer;
	}

	#welcome(member: JoinedMember): Joined {
		const { protocol, epoch: generation } = this.#group;
		const told = (one: JoinedMember) => ({
			memberId: one.memberId,
			groupInstanceId: one.instanceId,
			metadata: metadataFor(one, protocol),
		});
		const members = member.memberId === this.#leader ? [...this.#members.values()].map(told) : [];
		return { error: 'NONE', memberId: member.memberId, generation, protocol, leader: this.#leader, skipAssignment: false, members };
	}

	#rebalance(): void {
		if (this.#group.state !== 'PreparingRebalance') {
			this.#group.state = 'PreparingRebalance';
			for (const member of this.#members.values()) member.answerSync?.('REBALANCE_IN_PROGRESS');
			const longest = Math.max(0, ...[...this.#members.values()].map(member => member.rebalanceTimeoutMs));
			this.#stopWaiting = this.#time.after(longest, () => this.#complete());
		}
		this.#publish();
		this.#completeIfAllJoined();
	}

	#completeIfAllJoined(): void {
		if (this.#group.state !== 'PreparingRebalance' || this.#sessions.expectsNewcomers) return;
		if ([...this.#members.values()].every(member => member.answerJoin !== undefined)) this.#complete();
	}

	/** A new generation, of those who joined in time. */
	#complete(): void {
		this.#stopWaiting();
		for (const member of [...this.#members.values()])
			if (member.answerJoin === undefined) {
				member.stopSession();
				this.#members.delete(member.memberId);
			}
		const members = [...this.#members.values()];
		this.#group.epoch++;
		this.#group.protocol = chooseProtocol(members);
		this.#group.state = members.length > 0 ? 'CompletingRebalance' : 'Empty';
		if (!this.#members.has(this.#leader)) this.#leader = members[0]?.memberId ?? '';
		this.#publish();
		for (const member of members) member.answerJoin?.();
	}

	#assign(assignments: ReadonlyMap<string, Buffer>): void {
		this.#group.state = 'Stable';
		for (const member of this.#members.values()) member.assignment = Buffer.from(assignments.get(member.memberId) ?? NOTHING);
		this.#publish();
		for (const member of this.#members.values()) member.answerSync?.();
	}

	#remove(member: JoinedMember): void {
		// Answering is a sign of life, which begins a session anew.
		endWaits(member);
		member.stopSession();
		this.#members.delete(member.memberId);
		this.#rebalance();
	}

	/** What others may see of it. */
	#publish(): void {
		const { state, protocol, protocolType } = this.#group;
		const told = state === 'Stable' ? protocol : undefined;
		this.#group.members = [...this.#members.values()].map(member => describeMember(member, told, protocolType === 'consumer'));
	}
}
