/** Milliseconds that an answer may always take, however fast earlier ones were. */
const PATIENCE_MS = 2_500;
/** How many times the usual duration an answer may take before the broker counts as hung. */
const PATIENCE_FACTOR = 8;

/**
 * Learns how long a cluster takes to answer each kind of request, so that a hung broker (half-open socket, stopped process) costs
 * seconds, not the whole `--timeout`. The first answer of a kind may take as long as the caller waits: under MSK IAM on a big cluster
 * that can be more than half a minute (aws-msk-iam-auth#73).
 */
export class RequestPace {
	readonly #usualMs = new Map<string, number>();

	/** Milliseconds to wait for an answer; infinite for a kind of request not seen before. */
	limitMs(kind: string): number {
		const usual = this.#usualMs.get(kind);
		return usual === undefined ? Number.POSITIVE_INFINITY : Math.max(PATIENCE_MS, usual * PATIENCE_FACTOR);
	}

	took(kind: string, ms: number): void {
		const usual = this.#usualMs.get(kind);
		this.#usualMs.set(kind, usual === undefined ? ms : Math.max(ms, usual * 0.8 + ms * 0.2));
	}
}

/**
 * The kind of a request: its API and the order of its size, since a question about 10,000 topics takes longer than one about three.
 * Small sizes count exactly: Metadata of no topic and of all topics differ by one byte.
 */
export const requestKind = (api: string, sizeBytes: number): string =>
	`${api} ${sizeBytes < 64 ? sizeBytes : `2^${Math.ceil(Math.log2(sizeBytes))}`}`;
