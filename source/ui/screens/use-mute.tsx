/** Accepting a finding for a time: asks for how long and why, and never does without a reason. */
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { AuditResult } from '../../model/audit-result.ts';
import { asFailure } from '../../model/failure.ts';
import { parseDuration } from '../../units/duration.ts';
import { PromptLine } from '../components/prompt-line.tsx';
import { type BoundAction, bindActions } from '../keys/actions.ts';
import { auditActions } from '../keys/audit-actions.ts';
import { frameRegions } from '../layout.ts';
import { useShell } from '../shell/shell-context.ts';

export type Muting = { readonly actions: readonly BoundAction[]; readonly overlay: ReactNode | undefined };

const HELP = 'how long and why, such as: 30d planned for the spring; it stays in the list and counts apart';

/** `result` is what is selected. A finding about one thing is accepted there, about several wherever it is found. */
export const useMute = (result: AuditResult | undefined): Muting => {
	const { session, size, clock, show } = useShell();
	const [asked, setAsked] = useState<AuditResult>();
	const { auditMutes, audit } = session;
	const about = useCallback(
		(r: AuditResult) => (r.resources.length === 1 ? { resource: { type: r.resources[0]!.type, name: r.resources[0]!.name } } : {}),
		[],
	);
	const done = useCallback(
		(work: Promise<void>, text: string) => {
			work.then(
				() => {
					show({ tone: 'done', text });
					audit.refresh();
				},
				error => show({ tone: 'failed', text: asFailure(error).message }),
			);
		},
		[show, audit],
	);
	const actions = useMemo(
		() =>
			bindActions(auditActions, {
				muteRefusal: () =>
					auditMutes === undefined
						? 'nothing is kept here'
						: result === undefined || result.status !== 'finding'
							? 'only a finding can be accepted'
							: undefined,
				mute: () => {
					if (result === undefined || auditMutes === undefined) return;
					if (result.mute === null) setAsked(result);
					else done(auditMutes.unmute(result.id, result.mute.resource), `${result.id} counts again`);
				},
			}),
		[auditMutes, result, done],
	);
	const { footer } = frameRegions(size.columns, size.rows);
	const give = (text: string): string | undefined => {
		const [, first = '', reason = ''] = /^\s*(\S+)\s*(.*?)\s*$/s.exec(text) ?? [];
		const ms = parseDuration(first);
		if (ms === null || ms <= 0) return 'begin with how long: 30d, 12h';
		if (reason === '') return 'the reason is missing';
		done(
			auditMutes!.mute({ rule: asked!.id, reason, untilMs: clock.now() + ms, ...about(asked!) }),
			`${asked!.id} is accepted for ${first}`,
		);
		return undefined;
	};
	return {
		actions,
		overlay:
			asked === undefined || footer === undefined ? undefined : (
				<PromptLine
					top={footer}
					width={size.columns}
					label={`accept ${asked.id} for: `}
					help={HELP}
					onGive={give}
					onClose={() => setAsked(undefined)}
				/>
			),
	};
};
