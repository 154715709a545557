/** The page docs/keys.md, from the tables that also feed dispatch, footer, help and palette. */

import { type Action, showKeys } from '../source/ui/keys/actions.ts';
import { auditActions, findingActions } from '../source/ui/keys/audit-actions.ts';
import { changeEndActions } from '../source/ui/keys/change-actions.ts';
import { confirmActions, namedConfirmActions, readingActions } from '../source/ui/keys/dialog-actions.ts';
import { formActions } from '../source/ui/keys/form-actions.ts';
import { globalActions, systemActions } from '../source/ui/keys/global-actions.ts';
import { groupChangeActions, groupMemberActions, groupPartitionActions, journalActions } from '../source/ui/keys/group-change-actions.ts';
import { listActions, paneActions } from '../source/ui/keys/list-actions.ts';
import { recordActions, recordsActions, toRecordsActions } from '../source/ui/keys/record-actions.ts';
import { clustersActions, screenActions, topicsActions } from '../source/ui/keys/screen-actions.ts';
import { settingsActions } from '../source/ui/keys/settings-actions.ts';
import { topicChangeActions } from '../source/ui/keys/topic-change-actions.ts';
import { offeredActions } from '../source/ui/shell/offered-actions.ts';

type Listed = Pick<Action<never>, 'id' | 'keys' | 'description' | 'changes'>;

const cell = (text: string): string => text.replaceAll('|', '\\|');
const keys = (action: Listed): string =>
	showKeys(action)
		.split(' ')
		.map(k => `\`${cell(k)}\``)
		.join(' ');

const table = (actions: readonly Listed[]): string =>
	[
		'| keys | does |',
		'|---|---|',
		...actions.map(a => `| ${keys(a)} | ${cell(a.description)}${a.changes ? ' (changes something)' : ''} |`),
	].join('\n');

/** Builds the page. */
export const keysPage = (): string =>
	`${[
		'# Keys',
		'Made from the action tables by `npm run docs`; do not edit. `?` shows those of the screen one is on, `:` finds them by name.',
		'## Everywhere',
		table([...offeredActions(globalActions), ...systemActions]),
		'## Every screen',
		table(screenActions),
		'## Every list',
		table(listActions.filter(a => !a.isMovement)),
		'## Moving',
		table(listActions.filter(a => a.isMovement)),
		'## Screens with panes',
		table(paneActions),
		'## Topics',
		table([...topicsActions, ...toRecordsActions]),
		'## Changing topics',
		table(topicChangeActions),
		'## Editing settings',
		table(settingsActions),
		'## Changing groups',
		table([...groupChangeActions, ...groupPartitionActions, ...groupMemberActions]),
		'## The journal',
		table(journalActions),
		'## The dialog of a change',
		table([...confirmActions, ...namedConfirmActions.slice(0, 1), ...changeEndActions.slice(0, 1), ...readingActions]),
		'## Records',
		table(recordsActions),
		'## One record',
		table(recordActions),
		'## Audit',
		table(auditActions),
		'## One finding',
		table(findingActions),
		'## Clusters',
		table(clustersActions),
		'## Forms',
		table(formActions),
	].join('\n\n')}\n`;
