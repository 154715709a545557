/** A transaction that was aborted, on one partition. */
export type AbortedTransaction = { readonly producerId: bigint; readonly firstOffset: bigint; readonly markerOffset: bigint };

/** What a partition knows of transactions: which are open, and which were aborted. */
export class TransactionIndex {
	/** First offset by producer. */
	readonly #open = new Map<bigint, bigint>();
	#aborted: AbortedTransaction[] = [];

	/** A producer's records came; counts once a transaction. */
	came(producerId: bigint, offset: bigint): void {
		if (!this.#open.has(producerId)) this.#open.set(producerId, offset);
	}

	/** A marker came; markers of transactions that wrote nothing here change nothing. */
	ended(producerId: bigint, isCommit: boolean, markerOffset: bigint): void {
		const firstOffset = this.#open.get(producerId);
		this.#open.delete(producerId);
		if (firstOffset !== undefined && !isCommit) this.#aborted.push({ producerId, firstOffset, markerOffset });
	}

	/** Where a producer's open transaction began. */
	openFromOffset(producerId: bigint): bigint | undefined {
		return this.#open.get(producerId);
	}

	/** Up to here every transaction is decided; undefined when all are. */
	get firstOpenOffset(): bigint | undefined {
		let first: bigint | undefined;
		for (const offset of this.#open.values()) if (first === undefined || offset < first) first = offset;
		return first;
	}

	/** Aborted transactions with records in an answer, the end not included. */
	abortedBetween(fromOffset: bigint, endOffset: bigint): readonly AbortedTransaction[] {
		return this.#aborted.filter(one => one.markerOffset >= fromOffset && one.firstOffset < endOffset);
	}

	/** What is older than the log's start is of no use any more. */
	forgetBefore(startOffset: bigint): void {
		this.#aborted = this.#aborted.filter(one => one.markerOffset >= startOffset);
	}
}
