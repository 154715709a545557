import { type ClusterIdentity, type Diagnosis, type DiagnosisStep, firstFailed, type Permission, STEP_TITLES } from '../model/diagnosis.ts';
import { type RightScope, rightResource, rightText } from '../model/needed-right.ts';
import { printable } from '../units/foreign-text.ts';
import { asciiText, type Output } from './output.ts';

type Mark = { readonly sign: string; readonly ascii: string; readonly sgr: string };
const OK: Mark = { sign: '✓', ascii: 'ok  ', sgr: '\u001b[32m' };
const FAILED: Mark = { sign: '✗', ascii: 'FAIL', sgr: '\u001b[31m' };
const NONE: Mark = { sign: '–', ascii: '-   ', sgr: '\u001b[2m' };
const RESET = '\u001b[0m';
const BOLD = '\u001b[1m';

const TITLE_WIDTH = Math.max(...Object.values(STEP_TITLES).map(t => t.length));

/**
 * Prints a diagnosis for people, each address as soon as it is walked: a hung one does not hold back the others, and stands last,
 * next to its cure. The first address without a fault is printed in full, the others like it in one line.
 */
export class DoctorText {
	readonly #output: Output;
	#hasShownGood = false;

	constructor(output: Output) {
		this.#output = output;
	}

	/** The steps of one address, or one that concerns no broker. */
	steps(steps: readonly DiagnosisStep[]): void {
		const brokers = new Set(steps.map(s => s.broker));
		for (const broker of brokers) {
			const own = steps.filter(s => s.broker === broker);
			if (broker === null) for (const step of own) this.#line(this.#stepText(step, ''));
			else this.#broker(broker, own);
		}
	}

	/** Who we are, what we may do, and at the very end what to do first. */
	end({ steps, identity, permissions }: Diagnosis, scope: RightScope): void {
		this.#line(`\nidentity: ${printable(identityText(identity))}`);
		// Where nobody could be asked, a table of what is not known says nothing.
		const isAsked = steps.some(s => s.step === 'permissions' && s.ok !== null);
		for (const line of isAsked ? permissionLines(permissions, scope) : []) this.#line(printable(line));
		for (const { broker, warning } of steps)
			if (warning !== null) this.#line(`\nwarning: ${printable(broker === null ? warning : `${broker}: ${warning}`)}`);
		const failed = firstFailed(steps);
		if (failed === undefined) {
			const notHeld = permissions.filter(p => p.allowed === false).length;
			const notKnown = permissions.filter(p => p.allowed === null).length;
			this.#line(
				`\nno step failed${notHeld + notKnown === 0 ? '' : `; of ${permissions.length} rights ${notHeld} are not held and ${notKnown} not known`}`,
			);
			return;
		}
		const count = steps.filter(s => s.ok === false).length;
		const others = count > 1 ? ` (of ${count} that failed)` : '';
		const where = failed.broker === null ? '' : ` of ${printable(failed.broker)}`;
		this.#line(this.#painted(`\nfirst failing step: ${STEP_TITLES[failed.step]}${where}${others}`, BOLD));
		this.#line(`  ${printable(failed.failure.message)}`);
		if (failed.failure.needs !== undefined) this.#line(`  needs: ${printable(rightText(failed.failure.needs, scope))}`);
		for (const step of failed.failure.nextSteps) this.#line(`  try: ${printable(step)}`);
	}

	#broker(broker: string, steps: readonly DiagnosisStep[]): void {
		const isGood = steps.every(s => s.ok !== false) && steps.some(s => s.ok === true);
		if (isGood && this.#hasShownGood) {
			this.#line(`${printable(broker)}  ${steps.map(s => `${this.#mark(s)} ${STEP_TITLES[s.step]}`).join('  ')}`);
			return;
		}
		this.#hasShownGood ||= isGood;
		this.#line(printable(broker));
		for (const step of steps) this.#line(this.#stepText(step, '  '));
	}

	#stepText(step: DiagnosisStep, indent: string): string {
		const title = STEP_TITLES[step.step].padEnd(TITLE_WIDTH);
		const ms = step.ms === null ? '' : `  ${Math.round(step.ms)} ms`;
		const words = [step.failure?.message, step.detail].filter(text => text !== undefined && text !== '').join(' – ');
		return `${indent}${this.#mark(step)} ${title}  ${printable(words)}${ms}`;
	}

	#mark({ ok }: DiagnosisStep): string {
		const mark = ok === null ? NONE : ok ? OK : FAILED;
		return this.#painted(this.#output.isAscii ? mark.ascii : mark.sign, mark.sgr);
	}

	#painted(text: string, sgr: string): string {
		return this.#output.hasColor ? `${sgr}${text}${RESET}` : text;
	}

	#line(text: string): void {
		this.#output.result(`${this.#output.isAscii ? asciiText(text) : text}\n`);
	}
}

const identityText = ({ authentication, principal, facts, unknown }: ClusterIdentity): string => {
	const more = Object.entries(facts).map(([name, value]) => `${name} ${value}`);
	const who = principal ?? `? (${unknown[0]?.reason ?? 'not known'})`;
	return `${who}, by ${authentication}${more.length === 0 ? '' : `; ${more.join(', ')}`}`;
};

const KINDS: readonly (readonly [boolean | null, string])[] = [
	[true, 'may'],
	[false, 'may not'],
	[null, 'not known'],
];

/** By resource what we may, may not, and what only trying would tell. */
const permissionLines = (permissions: readonly Permission[], scope: RightScope): readonly string[] => {
	const resources = [...new Set(permissions.map(p => rightResource(p.right, scope)))];
	return resources.flatMap(resource => {
		const own = permissions.filter(p => rightResource(p.right, scope) === resource);
		const lines = KINDS.flatMap(([allowed, title]) => {
			const rows = own.filter(p => p.allowed === allowed);
			if (rows.length === 0) return [];
			const reasons = allowed === null ? ` (${[...new Set(rows.map(p => p.known))].join('; ')})` : '';
			return [`  ${title.padEnd(9)}  ${rows.map(p => p.right.action).join(', ')}${reasons}`];
		});
		return [`permissions on ${resource}`, ...lines];
	});
};
