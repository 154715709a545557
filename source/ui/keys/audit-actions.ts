/** The keys of the audit's screens. */
import type { Action } from './actions.ts';

/** Is what the Audit screen and that of one finding offer besides. */
export type AuditContext = {
	readonly mute: () => void;
	/** Why it cannot be accepted, or be made to count again. */
	readonly muteRefusal: () => string | undefined;
};

export const auditActions: readonly Action<AuditContext>[] = [
	{
		id: 'accept-finding',
		keys: ['m'],
		label: 'accept',
		description: 'Accept a finding for a time, with a reason; on an accepted one: let it count again',
		changes: false,
		scope: 'here',
		hint: 20,
		disabledReason: context => context.muteRefusal(),
		run: context => context.mute(),
	},
];

/** Is what the screen of one finding offers besides. */
export type FindingContext = { readonly openResource: () => void; readonly resourceRefusal: () => string | undefined };

export const findingActions: readonly Action<FindingContext>[] = [
	{
		id: 'open-resource',
		keys: ['enter'],
		label: 'open',
		description: 'Open the topic, group or broker that it is about, the first where there are several',
		changes: false,
		scope: 'here',
		hint: 10,
		disabledReason: context => context.resourceRefusal(),
		run: context => context.openResource(),
	},
];
