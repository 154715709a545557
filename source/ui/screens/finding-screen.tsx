/** One result of the audit: what was seen where, who says so, and the commands that put it right. */
import { type ReactNode, useMemo } from 'react';
import { auditDetail } from '../../columns/audit-detail.ts';
import { Failure } from '../../model/failure.ts';
import type { Snapshot } from '../../state/poller.ts';
import { bindActions } from '../keys/actions.ts';
import { findingActions } from '../keys/audit-actions.ts';
import { placeOfResource } from '../shell/audit-filter.ts';
import { ScreenFrame } from '../shell/screen-frame.tsx';
import { useShell } from '../shell/shell-context.ts';
import { usePoller } from '../shell/use-poller.ts';
import { useTheme } from '../theme-context.ts';
import { resultKey } from './audit-screen.tsx';
import { detailLines } from './detail-lines.ts';
import { useLines } from './use-lines.tsx';
import { useMute } from './use-mute.tsx';

export const FindingScreen = ({ id }: { readonly id: string }): ReactNode => {
	const { session, size, bodyHeight, open } = useShell();
	const theme = useTheme();
	const snapshot = usePoller(session.audit);
	const results = snapshot.value?.results;
	const rule = id.split(' ')[0]!;
	// Accepted meanwhile, or worse than before: then it is the same rule's.
	const result = results?.find(r => resultKey(r) === id) ?? results?.find(r => r.id === rule);
	const lines = useMemo(
		() => (result === undefined ? [] : detailLines(auditDetail(result), size.columns, theme)),
		[result, size.columns, theme],
	);
	const copied = result === undefined ? id : result.fix.length > 0 ? result.fix.join('\n') : `${result.id} ${result.title}`;
	const list = useLines(lines, bodyHeight, copied, result !== undefined && result.fix.length > 0 ? 'the fix' : rule);
	const muting = useMute(result);
	const place = result?.resources[0] === undefined ? undefined : placeOfResource(result.resources[0]);
	const actions = useMemo(
		() =>
			bindActions(findingActions, {
				openResource: () => place !== undefined && open(place),
				resourceRefusal: () => (place === undefined ? 'it is about nothing that has a screen' : undefined),
			}),
		[place, open],
	);
	return (
		<ScreenFrame
			title={`Audit ${rule}`}
			gaps={undefined}
			snapshot={found({ ...snapshot, atMs: undefined }, rule, result !== undefined)}
			list={{ ...list, overlay: muting.overlay }}
			actions={[...actions, ...muting.actions]}
		>
			{list.body}
		</ScreenFrame>
	);
};

const found = (snapshot: Snapshot<unknown>, rule: string, isThere: boolean): Snapshot<unknown> =>
	snapshot.value === undefined || isThere
		? snapshot
		: { ...snapshot, value: undefined, failure: new Failure('notFound', `The audit says nothing of ${rule} any more.`) };
