import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Action, bindActions, clashingKeys, showKeys } from '../../../source/ui/keys/actions.ts';
import { globalActions, systemActions } from '../../../source/ui/keys/global-actions.ts';
import { createKeyLayers } from '../../../source/ui/keys/key-layers.ts';
import { createKeyQueue } from '../../../source/ui/keys/key-queue.ts';
import { listActions, paneActions } from '../../../source/ui/keys/list-actions.ts';
import type { KeyEvent } from '../../../source/ui/keys/parse-keys.ts';

const press = (chord: string, text = chord): KeyEvent => ({ kind: 'key', chord, text });
const action = (id: string, keys: readonly string[], run: () => void, extra: Partial<Action<undefined>> = {}): Action<undefined> => ({
	id,
	keys,
	label: id,
	description: id,
	changes: false,
	scope: 'here',
	run,
	...extra,
});

describe('key layers', () => {
	it('asks the highest level first and falls through what nobody there wants', () => {
		const ran: string[] = [];
		const layers = createKeyLayers();
		layers.push({ level: 'screen', actions: bindActions([action('screen-j', ['j'], () => ran.push('screen'))], undefined) });
		layers.push({ level: 'global', actions: bindActions([action('global-j', ['j', 'q'], () => ran.push('global'))], undefined) });
		layers.dispatch(press('j'));
		layers.dispatch(press('q'));
		assert.equal(layers.dispatch(press('z')).kind, 'ignored');
		assert.deepEqual(ran, ['screen', 'global']);
		assert.deepEqual(
			layers.reachable().map(a => `${a.id}:${a.keys.join()}`),
			['screen-j:j', 'global-j:q'],
		);
	});

	it('stops at a modal layer, but the system layer above still hears', () => {
		const ran: string[] = [];
		const layers = createKeyLayers();
		layers.push({ level: 'system', actions: bindActions([action('quit', ['ctrl+c'], () => ran.push('quit'))], undefined) });
		layers.push({ level: 'screen', actions: bindActions([action('j', ['j'], () => ran.push('j'))], undefined) });
		const dialog = layers.push({ level: 'overlay', isModal: true, actions: [] });
		layers.dispatch(press('j'));
		layers.dispatch(press('ctrl+c', ''));
		assert.deepEqual(ran, ['quit']);
		assert.deepEqual(
			layers.reachable().map(a => a.id),
			['quit'],
		);
		dialog.remove();
		layers.dispatch(press('j'));
		assert.deepEqual(ran, ['quit', 'j']);
	});

	it('says why a key cannot act, and does not run it', () => {
		const layers = createKeyLayers();
		layers.push({
			level: 'screen',
			actions: bindActions([action('d', ['d'], () => assert.fail('ran'), { disabledReason: () => 'read-only' })], undefined),
		});
		const result = layers.dispatch(press('d'));
		assert.equal(result.kind === 'refused' && result.reason, 'read-only');
	});

	it('tells listeners only what they could show', () => {
		const layers = createKeyLayers();
		let heard = 0;
		layers.subscribe(() => heard++);
		const bound = () => bindActions([action('j', ['j'], () => {})], undefined);
		const handle = layers.push({ level: 'screen', actions: bound() });
		assert.equal(heard, 1);
		handle.update({ level: 'screen', actions: bound() });
		assert.equal(heard, 1);
		handle.update({ level: 'screen', actions: bindActions([action('j', ['j'], () => {}, { disabledReason: () => 'no' })], undefined) });
		assert.equal(heard, 2);
	});
});

describe('createKeyQueue', () => {
	it('lets the screen catch up between keys that arrive together, and batches one repeated movement', async () => {
		const order: string[] = [];
		const layers = createKeyLayers();
		layers.push({
			level: 'screen',
			actions: bindActions(
				[
					action('down', ['j'], () => order.push('j'), { isMovement: true }),
					// What the key opened is there when the render is over.
					action('filter', ['/'], () => {
						setImmediate(() => layers.push({ level: 'input', isModal: true, actions: [], onInput: () => order.push('typed') > 0 }));
					}),
				],
				undefined,
			),
		});
		const queue = createKeyQueue(
			layers,
			() => {},
			() => new Promise(resolve => setImmediate(() => setImmediate(resolve))),
		);
		queue.push([press('j'), press('j'), press('j')]);
		assert.deepEqual(order, ['j', 'j', 'j'], 'in the same turn');
		await queue.idle();
		// Also where each comes in a chunk of its own, as over ssh.
		queue.push([press('/')]);
		queue.push([press('j')]);
		await queue.idle();
		assert.deepEqual(order, ['j', 'j', 'j', 'typed']);
	});
});

describe('the action tables', () => {
	it('claim no key twice', () => {
		const screen = [...listActions.map(({ id, keys }) => ({ id, keys })), ...paneActions.map(({ id, keys }) => ({ id, keys }))];
		assert.deepEqual(
			clashingKeys([
				...screen,
				...globalActions.map(({ id, keys }) => ({ id, keys })),
				...systemActions.map(({ id, keys }) => ({ id, keys })),
			]),
			[],
		);
	});

	it('describe every action in a sentence without a full stop, under its own id', () => {
		const all = [...globalActions, ...systemActions, ...listActions, ...paneActions];
		assert.equal(new Set(all.map(a => a.id)).size, all.length);
		for (const { id, description, label } of all) assert.match(`${label}|${description}`, /^[a-z][a-z ]*\|[A-Z].*[^.]$/, id);
	});

	it('spells keys for people', () => {
		assert.equal(showKeys({ keys: ['ctrl+d', 'pagedown', 'up', '+', 'shift+tab'] }), 'ctrl+d PgDn ↑ + shift+tab');
	});
});
