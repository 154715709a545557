/** Milliseconds that an answer may always take, however fast earlier ones were. */
const PATIENCE_MS = 2_500;
/** How many times the usual duration an answer may take before the broker counts as hung. */
const PATIENCE_FACTOR = 8;
/** Patience with a request of a size not seen yet, of an API that has been answered: the same kind of work, more of it. */
const UNSEEN_SIZE_FACTOR = 5;

/** An API with the order of its request's size. */
export type RequestKind = { readonly api: string; readonly size: string };

/**
 * Learns how long a cluster takes to answer each kind of request, so that a hung broker (half-open socket, stopped process) costs
 * seconds, not the whole `--timeout`. The first answer of an API may take as long as the caller waits: under MSK IAM on a big cluster
 * that can be more than half a minute (aws-msk-iam-auth#73).
 */
export class RequestPace {
	/** Usual milliseconds by API, then by size. */
	readonly #usualMs = new Map<string, Map<string, number>>();

	/** Milliseconds to wait for an answer; infinite for an API that was never answered. */
	limitMs({ api, size }: RequestKind): number {
		const sizes = this.#usualMs.get(api);
		if (sizes === undefined) return Number.POSITIVE_INFINITY;
		const usual = sizes.get(size);
		if (usual !== undefined) return patience(usual);
		return patience(Math.max(...sizes.values())) * UNSEEN_SIZE_FACTOR;
	}

	took({ api, size }: RequestKind, ms: number): void {
		const sizes = this.#usualMs.get(api) ?? new Map<string, number>();
		this.#usualMs.set(api, sizes);
		const usual = sizes.get(size);
		sizes.set(size, usual === undefined ? ms : Math.max(ms, usual * 0.8 + ms * 0.2));
	}
}

const patience = (usualMs: number): number => Math.max(PATIENCE_MS, usualMs * PATIENCE_FACTOR);

/**
 * The kind of a request: a question about 10,000 topics takes longer than one about three.
 * Small sizes count exactly: Metadata of no topic and of all topics differ by one byte.
 */
export const requestKind = (api: string, sizeBytes: number): RequestKind => ({
	api,
	size: sizeBytes < 64 ? String(sizeBytes) : `2^${Math.ceil(Math.log2(sizeBytes))}`,
});
