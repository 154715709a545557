/** What a member waits for: to be welcomed to a generation, to be told its part of the work, and not to be forgotten. */
import type { ErrorName } from '../../protocol/error-codes.ts';
import type { SandboxTime } from '../time.ts';
import type { JoinedMember } from './joined-member.ts';

/** Whether a newcomer gets in, and as what; `members` only for the leader. */
export type Joined = {
	readonly error: ErrorName;
	readonly memberId: string;
	readonly generation: number;
	readonly protocol: string | null;
	readonly leader: string;
	readonly skipAssignment: boolean;
	readonly members: readonly { readonly memberId: string; readonly groupInstanceId: string | null; readonly metadata: Buffer }[];
};

export type Synced = { readonly error: ErrorName; readonly assignment: Buffer };

export const NOTHING = Buffer.alloc(0);

export const refusedJoin = (error: ErrorName, memberId: string): Joined => ({
	error,
	memberId,
	generation: -1,
	protocol: null,
	leader: '',
	skipAssignment: false,
	members: [],
});

/** Sends away whoever waits under a member's name. */
export const endWaits = (member: JoinedMember): void => {
	member.answerJoin?.('REBALANCE_IN_PROGRESS');
	member.answerSync?.('REBALANCE_IN_PROGRESS');
};

/** Waits until all have joined, or for a refusal; `welcome` says what the member is then. */
export const awaitJoin = (member: JoinedMember, sessions: MemberSessions, welcome: () => Joined): Promise<Joined> => {
	member.answerJoin?.('REBALANCE_IN_PROGRESS');
	// Whoever waits for us need not say that it lives.
	member.stopSession();
	return new Promise(resolve => {
		member.answerJoin = failed => {
			member.answerJoin = undefined;
			sessions.touch(member);
			resolve(failed === undefined ? welcome() : refusedJoin(failed, member.memberId));
		};
	});
};

/** Waits for the leader's assignment, or for a refusal. */
export const awaitSync = (member: JoinedMember, sessions: MemberSessions): Promise<Synced> => {
	member.answerSync?.('REBALANCE_IN_PROGRESS');
	return new Promise(resolve => {
		member.answerSync = failed => {
			member.answerSync = undefined;
			sessions.touch(member);
			resolve(failed === undefined ? { error: 'NONE', assignment: member.assignment } : { error: failed, assignment: NOTHING });
		};
	});
};

/** Members live as long as they give a sign within their session timeout; newcomers are waited for as long. */
export class MemberSessions {
	readonly #time: SandboxTime;
	readonly #onEnd: (member: JoinedMember) => void;
	readonly #onNewcomerGone: () => void;
	/** Ids given to newcomers that have not come again; a rebalance waits for them. Values call off their end. */
	readonly #newcomers = new Map<string, () => void>();

	constructor(time: SandboxTime, onEnd: (member: JoinedMember) => void, onNewcomerGone: () => void) {
		this.#time = time;
		this.#onEnd = onEnd;
		this.#onNewcomerGone = onNewcomerGone;
	}

	/** A sign of life. */
	touch(member: JoinedMember): void {
		member.stopSession();
		member.stopSession = this.#time.after(member.sessionTimeoutMs, () => {
			// Whoever waits for an answer of ours can send no heartbeat.
			if (member.answerJoin !== undefined || member.answerSync !== undefined) this.touch(member);
			else this.#onEnd(member);
		});
	}

	get expectsNewcomers(): boolean {
		return this.#newcomers.size > 0;
	}

	expect(memberId: string, sessionTimeoutMs: number): void {
		const forget = (): void => {
			this.#newcomers.delete(memberId);
			this.#onNewcomerGone();
		};
		this.#newcomers.set(memberId, this.#time.after(sessionTimeoutMs, forget));
	}

	/** A newcomer came again, or leaves; false when nobody of this id is expected. */
	takeNewcomer(memberId: string): boolean {
		const stop = this.#newcomers.get(memberId);
		stop?.();
		return this.#newcomers.delete(memberId);
	}
}
