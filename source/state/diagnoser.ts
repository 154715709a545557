import type { DiagnosisStep } from '../model/diagnosis.ts';
import type { ConnectionProbe } from '../ports/connection-probe.ts';

/** What is known so far; `isDone` false while addresses are still walked. */
export type DiagnosisSoFar = { readonly steps: readonly DiagnosisStep[]; readonly isDone: boolean };

/**
 * Runs a diagnosis when a screen finds that there is no connection: once for each reason, however many screens show it and however
 * often the same failure comes back, so that looking for the fault adds no load to it.
 */
export class Diagnoser {
	readonly #diagnose: ConnectionProbe['diagnose'];
	readonly #listeners = new Set<() => void>();
	#reason: string | undefined;
	#soFar: DiagnosisSoFar | undefined;

	constructor(diagnose: ConnectionProbe['diagnose']) {
		this.#diagnose = diagnose;
	}

	/** The last diagnosis; undefined before one was asked for. */
	readonly soFar = (): DiagnosisSoFar | undefined => this.#soFar;

	readonly subscribe = (listener: () => void): (() => void) => {
		this.#listeners.add(listener);
		return () => this.#listeners.delete(listener);
	};

	/** Starts one unless one for this reason has run, or any is still running. */
	run(reason: string): void {
		if (this.#reason === reason || this.#soFar?.isDone === false) return;
		this.#reason = reason;
		this.#show({ steps: [], isDone: false });
		void this.#finish();
	}

	async #finish(): Promise<void> {
		let steps: readonly DiagnosisStep[] = [];
		try {
			const diagnosis = await this.#diagnose({
				skipsPermissions: true,
				onSteps: more => {
					steps = [...steps, ...more];
					this.#show({ steps, isDone: false });
				},
			});
			steps = diagnosis.steps;
		} catch {
			// The failure it was to explain is on the screen already.
		}
		this.#show({ steps, isDone: true });
	}

	#show(soFar: DiagnosisSoFar): void {
		this.#soFar = soFar;
		for (const listener of this.#listeners) listener();
	}
}
