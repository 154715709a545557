/** Keys that come faster than a busy machine draws: each meets the screen as the one before left it. */
import { describe, it } from 'node:test';
import { Text } from 'ink';
import { type ReactNode, useMemo, useState } from 'react';
import { type Action, bindActions } from '../../../source/ui/keys/actions.ts';
import { useKeyLayer } from '../../../source/ui/keys/use-keys.ts';
import { key, mount } from '../../helpers/terminal-harness.tsx';

type Context = { readonly open: () => void; readonly edit: () => void };
const plain = { changes: false, scope: 'list', label: 'do', description: 'Do it' } as const;
const actions: readonly Action<Context>[] = [
	{ ...plain, id: 'open', keys: ['enter'], run: c => c.open() },
	{ ...plain, id: 'edit', keys: ['/'], run: c => c.edit() },
];

const Line = ({ onType, onClose }: { readonly onType: () => void; readonly onClose: () => void }): ReactNode => {
	useKeyLayer(
		useMemo(
			() => ({
				level: 'input',
				actions: [],
				isModal: true,
				onInput: event => {
					if (event.kind === 'key' && event.chord === 'enter') onClose();
					else onType();
					return true;
				},
			}),
			[onType, onClose],
		),
	);
	return undefined;
};

const List = (): ReactNode => {
	const [isEditing, setEditing] = useState(false);
	const [opened, setOpened] = useState(0);
	const [typed, setTyped] = useState(0);
	const bound = useMemo(() => bindActions(actions, { open: () => setOpened(n => n + 1), edit: () => setEditing(true) }), []);
	const type = useMemo(() => () => setTyped(n => n + 1), []);
	const close = useMemo(() => () => setEditing(false), []);
	useKeyLayer(useMemo(() => ({ level: 'screen', actions: bound }), [bound]));
	return (
		<>
			<Text>{`${isEditing ? 'editing' : 'list'}, typed ${typed}, opened ${opened}`}</Text>
			{isEditing ? <Line onType={type} onClose={close} /> : undefined}
		</>
	);
};

describe('keys typed ahead', () => {
	it('are not swallowed by a line that closes, though they come in a chunk of their own before it is drawn', async () => {
		const screen = await mount(<List />);
		try {
			// The line opens, takes a word and its enter; the enter behind it belongs to the list.
			screen.type('/', 'ab', key.enter, key.enter);
			await screen.waitFor('list, typed 2, opened 1');
		} finally {
			await screen.close();
		}
	});
});
