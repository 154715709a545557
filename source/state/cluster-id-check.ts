import type { SeenCluster } from '../model/cluster-context.ts';
import { asFailure, type Failure } from '../model/failure.ts';
import type { ClusterIdMemory } from '../ports/cluster-id-memory.ts';

/** Not the cluster that the same context led to before. */
export type OtherCluster = { readonly before: SeenCluster; readonly clusterId: string };

/** A remembered id is written anew when it is older: often enough to tell when it was last seen, not at every start. */
const RENEW_AFTER_MS = 3_600_000;

/**
 * Compares the id a cluster tells with the one that its context led to before: a tunnel that ends elsewhere, or a cluster rebuilt under
 * the same name, looks right in every other way. Only a person's word makes another id the known one.
 */
export class ClusterIdCheck {
	readonly #memory: ClusterIdMemory | undefined;
	readonly #nowMs: () => number;
	readonly #listeners = new Set<() => void>();
	#checked: string | undefined;
	#other: OtherCluster | undefined;
	#trouble: Failure | undefined;

	/** Without a memory nothing is compared: a cluster that is named by its brokers has no context. */
	constructor(memory: ClusterIdMemory | undefined, nowMs: () => number) {
		this.#memory = memory;
		this.#nowMs = nowMs;
	}

	/** Undefined as long as it is the known one, or none is known. */
	readonly otherCluster = (): OtherCluster | undefined => this.#other;

	/** Why it could not be compared. */
	readonly trouble = (): Failure | undefined => this.#trouble;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Compares an id the cluster told; the same one again costs nothing. Never rejects. */
	async saw(clusterId: string | null): Promise<void> {
		if (clusterId === null || this.#memory === undefined || clusterId === this.#checked) return;
		this.#checked = clusterId;
		let before: SeenCluster | undefined;
		try {
			before = await this.#memory.recall();
		} catch (error) {
			this.#trouble = asFailure(error);
			this.#changed();
			return;
		}
		if (before !== undefined && before.clusterId !== clusterId) this.#tell({ before, clusterId });
		else {
			this.#tell(undefined);
			// Where nothing can be written (a read-only home) there is no memory, which is no reason to complain at every start.
			if (before === undefined || this.#nowMs() - before.atMs > RENEW_AFTER_MS) await this.#memory.remember(clusterId).catch(() => {});
		}
	}

	/** Takes the other cluster as the right one from now on. Rejects where that cannot be written down. */
	async accept(): Promise<void> {
		if (this.#other === undefined || this.#memory === undefined) return;
		await this.#memory.remember(this.#other.clusterId);
		this.#tell(undefined);
	}

	#tell(other: OtherCluster | undefined): void {
		if (other === this.#other) return;
		this.#other = other;
		this.#changed();
	}

	#changed(): void {
		for (const listener of this.#listeners) listener();
	}
}

/** The sentence for it, wherever it is told. */
export const otherClusterText = (name: string, { before, clusterId }: OtherCluster): string =>
	`${name} is another cluster than before: its id is ${clusterId}, and on ${new Date(before.atMs).toISOString().slice(0, 10)} it was ${before.clusterId}.`;
