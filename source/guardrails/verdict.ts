import type { ChangePolicy, ChangeVerdict, Reason } from '../model/judgement.ts';

/** Reasons that lie in how the cluster was opened. */
export const policyReasons = ({ access }: ChangePolicy): readonly Reason[] => {
	if (access === 'locked')
		return [{ code: 'locked', weight: 'refuse', text: 'This cluster is locked in the config file: nothing opens it for changes.' }];
	if (access === 'read-only')
		return [{ code: 'readOnly', weight: 'refuse', text: 'Read-only: changes need --read-write, or w on the screens.' }];
	return [];
};

export type Weighing = {
	readonly policy: ChangePolicy;
	readonly reasons: readonly Reason[];
	/** Nothing would be different: nobody needs to be asked. */
	readonly isNothing: boolean;
	/** What goes cannot be brought back at all, so that its name is typed wherever it is. */
	readonly isFinal?: boolean;
};

/**
 * Decides from the reasons and the environment: dev and staging ask for one key, prod for the name. A fact that could not be read asks for
 * the name everywhere, since nobody can have seen what it would lose.
 */
export const weigh = ({ policy, reasons, isNothing, isFinal }: Weighing): ChangeVerdict => {
	const all = [...policyReasons(policy), ...reasons];
	if (all.some(r => r.weight === 'refuse')) return { kind: 'refuse', reasons: all, asks: 'nothing' };
	if (isNothing) return { kind: 'allow', reasons: all, asks: 'nothing' };
	const isStrict = isFinal === true || policy.environment === 'prod' || all.some(r => r.weight === 'unknown');
	return { kind: 'confirm', reasons: all, asks: isStrict ? 'name' : 'key' };
};
