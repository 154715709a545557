import type { Change } from '../../model/change.ts';
import { asFailure, type Failure } from '../../model/failure.ts';
import type { Judgement } from '../../model/judgement.ts';
import type { ChangeOutcome } from '../../operations/apply-change.ts';
import type { ClusterChanges } from '../../operations/cluster-changes.ts';

/** A change, or how to work one out from what the cluster says. */
export type ChangePlanner = Change | ((signal: AbortSignal) => Promise<Change>);

export type ChangeStage =
	/** What it does is being read. */
	| { readonly kind: 'reading' }
	/** Somebody is asked. */
	| { readonly kind: 'asking'; readonly judgement: Judgement }
	/** It was confirmed: it is seen to its end. */
	| { readonly kind: 'making'; readonly judgement: Judgement }
	| { readonly kind: 'ended'; readonly outcome: ChangeOutcome }
	/** It could not even be judged, or Kafka's trial refused it: nothing was changed. */
	| { readonly kind: 'failed'; readonly failure: Failure };

/** One change from being proposed to its end: who is asked, and what became of it. Outside React, since it goes on whatever is drawn. */
export class ChangeTalk {
	readonly #changes: () => Promise<Pick<ClusterChanges, 'apply'>>;
	readonly #plan: ChangePlanner;
	readonly #undoes: string | undefined;
	readonly #listeners = new Set<() => void>();
	readonly #end = Promise.withResolvers<ChangeOutcome | undefined>();
	#stage: ChangeStage = { kind: 'reading' };
	#answer: ((isConfirmed: boolean) => void) | undefined;
	#run = new AbortController();

	constructor(changes: () => Promise<Pick<ClusterChanges, 'apply'>>, plan: ChangePlanner, undoes?: string) {
		this.#changes = changes;
		this.#plan = plan;
		this.#undoes = undoes;
	}

	/** Resolves when it is over and was looked at: with what became of it, or undefined when it was left alone. */
	get ended(): Promise<ChangeOutcome | undefined> {
		return this.#end.promise;
	}

	readonly snapshot = (): ChangeStage => this.#stage;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Looks at it from the start, also once it has failed: what was shown before counts no more. */
	start(): void {
		this.#run.abort();
		this.#answer?.(false);
		this.#run = new AbortController();
		void this.#go(this.#run.signal);
	}

	/** Makes what was shown; nothing unless somebody is asked right now. */
	confirm(): void {
		if (this.#stage.kind !== 'asking') return;
		const { judgement } = this.#stage;
		this.#set({ kind: 'making', judgement });
		this.#answer?.(true);
	}

	/** Leaves it alone, or closes what became of it; what was confirmed goes on. */
	close(): void {
		if (this.#stage.kind === 'making') return;
		this.#run.abort();
		this.#answer?.(false);
		this.#end.resolve(this.#stage.kind === 'ended' ? this.#stage.outcome : undefined);
	}

	async #go(signal: AbortSignal): Promise<void> {
		this.#set({ kind: 'reading' });
		const told = (stage: ChangeStage): void => {
			if (!signal.aborted) this.#set(stage);
		};
		try {
			const { apply } = await this.#changes();
			const change = typeof this.#plan === 'function' ? await this.#plan(signal) : this.#plan;
			const outcome = await apply({
				change,
				signal,
				undoes: this.#undoes,
				isConfirmed: judgement => {
					if (signal.aborted) return false;
					const { promise, resolve } = Promise.withResolvers<boolean>();
					this.#answer = resolve;
					told({ kind: 'asking', judgement });
					return promise;
				},
			});
			told({ kind: 'ended', outcome });
		} catch (error) {
			told({ kind: 'failed', failure: asFailure(error) });
		}
	}

	#set(stage: ChangeStage): void {
		this.#stage = stage;
		for (const listener of this.#listeners) listener();
	}
}
