import type { Membership } from './membership.ts';

export type GroupType = 'classic' | 'consumer';

export type Commit = { readonly offset: bigint; readonly leaderEpoch: number; readonly metadata: string };

export type Member = {
	readonly memberId: string;
	readonly instanceId: string | null;
	readonly clientId: string;
	readonly clientHost: string;
	readonly rackId: string | null;
	readonly topics: readonly string[];
	assignment: ReadonlyMap<string, readonly number[]>;
	/** What a real consumer told and was given, byte for byte; a simulated one has nothing of the kind. */
	readonly told?: { readonly metadata: Buffer; readonly assignment: Buffer };
};

/** A consumer group as its coordinator knows it. */
export class Group {
	readonly id: string;
	readonly type: GroupType;
	/** `consumer` for consumers; empty when nothing ever joined (offsets were only committed). */
	protocolType: string;
	/** The assignor; empty without members. */
	protocol: string;
	state: 'Stable' | 'Empty' | 'PreparingRebalance' | 'CompletingRebalance' | 'Assigning' | 'Reconciling';
	/** The generation; 0 before anybody joined. */
	epoch = 0;
	members: readonly Member[] = [];
	/** Once a real consumer joined; nothing is simulated from then on. */
	membership: Membership | undefined;
	#commits: Map<string, Map<number, Commit>> | undefined;
	readonly #remembered: (() => Map<string, Map<number, Commit>>) | undefined;

	constructor(start: {
		readonly id: string;
		readonly type: GroupType;
		readonly protocolType?: string;
		readonly protocol?: string;
		readonly state?: Group['state'];
		/** Its commits, made when they are first asked for. */
		readonly commits?: (() => Map<string, Map<number, Commit>>) | undefined;
	}) {
		this.id = start.id;
		this.type = start.type;
		this.protocolType = start.protocolType ?? '';
		this.protocol = start.protocol ?? '';
		this.state = start.state ?? 'Empty';
		this.#remembered = start.commits;
	}

	get commits(): Map<string, Map<number, Commit>> {
		this.#commits ??= this.#remembered?.() ?? new Map();
		return this.#commits;
	}

	commit(topic: string, partition: number, commit: Commit): void {
		let own = this.commits.get(topic);
		if (own === undefined) {
			own = new Map();
			this.commits.set(topic, own);
		}
		own.set(partition, commit);
	}

	/** Topics that members read now: their commits cannot be deleted. */
	isSubscribedTo(topic: string): boolean {
		return this.members.some(member => member.topics.includes(topic));
	}
}
