import { decodeAssignment, decodeSubscription } from '../../protocol/consumer-protocol.ts';
import { ProtocolError } from '../../protocol/protocol-error.ts';
import type { Member } from './group.ts';

/** A way to share the work that a member knows; the metadata is the member's own, for consumers a subscription. */
export type Protocol = { readonly name: string; readonly metadata: Buffer };

/** What a client asks for when it joins. */
export type JoinWish = {
	/** Empty for who was never here. */
	readonly memberId: string;
	readonly instanceId: string | null;
	readonly clientId: string;
	readonly clientHost: string;
	readonly sessionTimeoutMs: number;
	readonly rebalanceTimeoutMs: number;
	readonly protocolType: string;
	readonly protocols: readonly Protocol[];
	/** A newcomer is told its id and has to come again with it (JoinGroup v4+), so that a lost answer leaves no ghost. */
	readonly comesTwice: boolean;
	/** Understands that it leads and need not assign (JoinGroup v9+). */
	readonly maySkipAssignment: boolean;
};

/** A real consumer in a group. */
export type JoinedMember = {
	memberId: string;
	readonly instanceId: string | null;
	readonly clientId: string;
	readonly clientHost: string;
	sessionTimeoutMs: number;
	rebalanceTimeoutMs: number;
	protocols: readonly Protocol[];
	assignment: Buffer;
	/** Its JoinGroup or SyncGroup waits for the others. */
	answerJoin: ((error?: 'REBALANCE_IN_PROGRESS') => void) | undefined;
	answerSync: ((error?: 'REBALANCE_IN_PROGRESS') => void) | undefined;
	/** Calls off the end of its session. */
	stopSession: () => void;
};

/** A copy: a request's buffer may hold much more. */
export const ownProtocols = (protocols: readonly Protocol[]): readonly Protocol[] =>
	protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) }));

export const sameProtocols = (a: readonly Protocol[], b: readonly Protocol[]): boolean =>
	a.length === b.length && a.every(({ name, metadata }, i) => name === b[i]?.name && metadata.equals(b[i].metadata));

export const metadataFor = (member: JoinedMember, protocol: string): Buffer =>
	member.protocols.find(p => p.name === protocol)?.metadata ?? Buffer.alloc(0);

/** The member as it is described to others; nobody tells what it reads while a rebalance is under way. */
export const describeMember = (member: JoinedMember, protocol: string | undefined, isConsumer: boolean): Member => {
	const { memberId, instanceId, clientId, clientHost } = member;
	const metadata = protocol === undefined ? Buffer.alloc(0) : metadataFor(member, protocol);
	const assignment = protocol === undefined ? Buffer.alloc(0) : member.assignment;
	const subscription = isConsumer ? readable(() => decodeSubscription(metadata)) : undefined;
	const assigned = isConsumer ? readable(() => decodeAssignment(assignment)) : undefined;
	return {
		memberId,
		instanceId,
		clientId,
		clientHost,
		rackId: subscription?.rackId ?? null,
		topics: subscription?.topics ?? [],
		assignment: new Map(assigned?.assignedPartitions.map(({ topic, partitions }) => [topic, partitions])),
		told: { metadata, assignment },
	};
};

/** Members tell each other what they like: it may be no consumer's message at all. */
const readable = <T>(read: () => T): T | undefined => {
	try {
		return read();
	} catch (error) {
		if (error instanceof ProtocolError) return undefined;
		throw error;
	}
};

/** The way that all know and most like best. */
export const chooseProtocol = (members: readonly JoinedMember[]): string => {
	const shared = (members[0]?.protocols ?? []).map(p => p.name).filter(name => members.every(m => m.protocols.some(p => p.name === name)));
	const votes = new Map<string, number>();
	for (const { protocols } of members) {
		const vote = protocols.find(p => shared.includes(p.name))?.name;
		if (vote !== undefined) votes.set(vote, (votes.get(vote) ?? 0) + 1);
	}
	return [...votes].reduce((most, one) => (one[1] > most[1] ? one : most), ['', 0] as [string, number])[0];
};
