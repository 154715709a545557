import type { ConnectionSettings, HostPort } from '../../model/connection-settings.ts';
import { BROKER_STEPS, type DiagnosisStep, type StepName } from '../../model/diagnosis.ts';
import { Failure } from '../../model/failure.ts';
import { toConnectionFailure } from '../authentication/connection-failure.ts';
import type { Deadline } from '../deadline.ts';
import type { Address } from './addresses.ts';
import { advised } from './advice.ts';

/** Ends a walk; the step that failed has been written down. */
export class StepFailed extends Error {}

/** Takes note of what a step saw, also of one that fails afterwards. */
export type Note = (detail: string, warning?: string | null) => void;

/** Runs the steps for one address and writes down what became of each. */
export class StepRecorder {
	/** What the name resolved to, once it is known. */
	addresses: readonly Address[] = [];
	readonly #steps: DiagnosisStep[] = [];
	readonly #advertised: HostPort;
	readonly #isAdvertised: boolean;
	readonly #settings: ConnectionSettings;
	readonly #deadline: Deadline;

	constructor(advertised: HostPort, isAdvertised: boolean, settings: ConnectionSettings, deadline: Deadline) {
		this.#advertised = advertised;
		this.#isAdvertised = isAdvertised;
		this.#settings = settings;
		this.#deadline = deadline;
	}

	/** All steps of a walk, those behind a failed one as not reached. */
	get steps(): readonly DiagnosisStep[] {
		const taken = new Set(this.#steps.map(s => s.step));
		return [...this.#steps, ...stepsNotReached(this.#advertised).filter(s => !taken.has(s.step))];
	}

	/**
	 * Runs one step; rejects with StepFailed when it fails, with the signal's reason when the caller gave up.
	 * `blame` names the step that a failure is really about, this one or one before it.
	 */
	async take<T>(step: StepName, work: (note: Note) => Promise<T>, blame: (failure: Failure) => StepName = () => step): Promise<T> {
		const started = performance.now();
		let detail = '';
		let warning: string | null = null;
		const note: Note = (text, word = null) => {
			detail = text;
			warning = word;
		};
		try {
			const value = await this.#deadline.bound(work(note));
			this.#steps.push(this.#step(step, { ok: true, ms: performance.now() - started, detail, warning }));
			return value;
		} catch (error) {
			this.#deadline.signal?.throwIfAborted();
			this.#failed(step === 'name' ? asSilentDns(error) : error, performance.now() - started, detail, blame);
			throw new StepFailed();
		}
	}

	notApplicable(step: StepName, detail: string): void {
		this.#steps.push(this.#step(step, { detail }));
	}

	#failed(error: unknown, ms: number, detail: string, blame: (failure: Failure) => StepName): void {
		const place = { advertised: this.#advertised, settings: this.#settings, addresses: this.addresses, isAdvertised: this.#isAdvertised };
		const failure = toConnectionFailure(error, { ...this.#advertised, settings: this.#settings, waitedMs: ms });
		const blamed = blame(failure);
		const at = this.#steps.findIndex(s => s.step === blamed);
		const shown = at < 0 ? detail : (this.#steps[at]?.detail ?? detail);
		if (at >= 0) this.#steps.splice(at);
		this.#steps.push(this.#step(blamed, { ok: false, ms, detail: shown, failure: advised(failure, { ...place, step: blamed }) }));
	}

	#step(step: StepName, more: Partial<DiagnosisStep>): DiagnosisStep {
		return { ...stepAt(step, this.#advertised), ...more };
	}
}

const stepAt = (step: StepName, { host, port }: HostPort): DiagnosisStep => ({
	step,
	broker: `${host}:${port}`,
	ok: null,
	ms: null,
	detail: '',
	failure: null,
	warning: null,
});

/** The steps of an address that nobody walked. */
export const stepsNotReached = (address: HostPort): readonly DiagnosisStep[] =>
	BROKER_STEPS.map(step => ({ ...stepAt(step, address), detail: 'not reached' }));

/** A look-up that never ends is DNS not answering; nothing was sent to the broker yet. */
const asSilentDns = (error: unknown): unknown =>
	error instanceof Failure && error.kind === 'timeout' ? Object.assign(new Error('no answer of DNS'), { code: 'EAI_AGAIN' }) : error;
