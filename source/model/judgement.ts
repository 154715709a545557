/** What guardrails say of a change, and under which policy. */
import type { Change } from './change.ts';
import type { Environment } from './connection-settings.ts';

/** `open` also while unlocked for a time. `locked` is never opened. */
export type WriteAccess = 'open' | 'read-only' | 'locked';

/** What the cluster is, as far as its addresses tell: MSK's provisioned brokers may be Standard or Express, which Kafka does not say. */
export type Platform = 'serverless' | 'express' | 'standard' | 'provisioned' | 'kafka';

export type ChangePolicy = { readonly environment: Environment; readonly access: WriteAccess; readonly platform: Platform };

/** How much a reason weighs: `refuse` forbids, `unknown` is a fact that could not be read and makes the confirmation stricter, `warn` and `note` are told. */
export type ReasonWeight = 'refuse' | 'unknown' | 'warn' | 'note';

export type Reason = {
	/** Stays the same for scripts: `readOnly`, `losesUnread`, … */
	readonly code: string;
	readonly weight: ReasonWeight;
	readonly text: string;
	/** The right that would make an unknown fact known. */
	readonly needs?: string;
};

/**
 * `allow`: nothing would be lost and nobody needs to be asked. `confirm`: by one key, or where `asks` is `name` by typing the names of what is changed.
 */
export type ChangeVerdict = {
	readonly kind: 'allow' | 'confirm' | 'refuse';
	readonly reasons: readonly Reason[];
	readonly asks: 'nothing' | 'key' | 'name';
};

/** Plain values that JSON can hold, offsets of any size among them. */
export type PlainValue = null | boolean | number | bigint | string | readonly PlainValue[] | { readonly [name: string]: PlainValue };
export type PlainObject = { readonly [name: string]: PlainValue };

/** One line of an effect as a person reads it. */
export type EffectLine = { readonly label: string; readonly text: string; readonly isLoss?: true };

export type Effect = { readonly lines: readonly EffectLine[]; readonly json: PlainObject };

/** What must still be so when the change is made, by name; null: there is none. A plan carries them as well. */
export type Conditions = { readonly [name: string]: string | null };

/** A change that was looked at: nothing is acted on without one. */
export type Judgement = {
	readonly change: Change;
	readonly verdict: ChangeVerdict;
	readonly effect: Effect;
	/** Nothing would be different afterwards. */
	readonly isNothing: boolean;
	readonly conditions: Conditions;
	/** What holds before the change. */
	readonly before: PlainObject;
	/** The changes that put it back, as far as Kafka allows, and what cannot be put back. */
	readonly undo: { readonly changes: readonly Change[]; readonly text: string };
	/** Groups that may lose records they have not read: a plan is not made when there are more by then. */
	readonly losers: readonly string[];
};

/** Names the conditions that do not hold any more, with what was and what is, as `print` says a value of the condition. */
export const brokenConditions = (
	was: Conditions,
	is: Conditions,
	print: (name: string, value: string) => string = (_name, value) => value,
): readonly string[] => {
	const told = (name: string, value: string | null | undefined): string =>
		value === null || value === undefined ? 'not there' : print(name, value);
	return [...new Set([...Object.keys(was), ...Object.keys(is)])]
		.filter(name => (was[name] ?? null) !== (is[name] ?? null))
		.map(name => `${name} was ${told(name, was[name])} and is ${told(name, is[name])} now`);
};
