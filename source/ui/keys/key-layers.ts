/**
 * The stack of layers that may want a key: system, input line, overlay, pane, screen, global. It lives outside React, so a key finds its
 * owner synchronously; React components put layers on it through `useKeyLayer`.
 */
import type { BoundAction } from './actions.ts';
import type { KeyEvent } from './parse-keys.ts';

/** Orders layers; the highest is asked first. */
export const layerLevels = { global: 0, screen: 10, pane: 20, overlay: 30, input: 40, system: 50 } as const;

/** Names a level of the stack. */
export type LayerLevel = keyof typeof layerLevels;

/** Is one owner of keys. */
export type KeyLayer = {
	readonly level: LayerLevel;
	readonly actions: readonly BoundAction[];
	/** Tells whether keys nobody on this layer wants stop here: dialogs and input lines. The system layer is above and still hears them. */
	readonly isModal?: boolean;
	/** Takes typed characters, editing keys and pastes before the layer's actions are asked; returns whether it took the event. */
	readonly onInput?: (event: KeyEvent) => boolean;
};

/** Says what became of a key. */
export type DispatchResult =
	| { readonly kind: 'ran'; readonly action: BoundAction }
	| { readonly kind: 'refused'; readonly action: BoundAction; readonly reason: string }
	| { readonly kind: 'input' }
	| { readonly kind: 'ignored' };

/** Is a layer's place on the stack; it keeps the place when the layer is bound anew. */
export type LayerHandle = {
	readonly update: (layer: KeyLayer) => void;
	readonly remove: () => void;
};

/** Is the stack. Entries of one level are asked newest first. */
export type KeyLayers = {
	readonly push: (layer: KeyLayer) => LayerHandle;
	readonly dispatch: (event: KeyEvent) => DispatchResult;
	/** Calls the listener with every key before anyone takes it; returns what ends it. */
	readonly hear: (listener: () => void) => () => void;
	/** Lists the actions that can be reached now, highest layer first; a modal layer hides those below, a key is listed for its first owner. */
	readonly reachable: () => readonly BoundAction[];
	/** Counts changes worth drawing: a snapshot for useSyncExternalStore. */
	readonly version: () => number;
	readonly subscribe: (listener: () => void) => () => void;
};

const signatureOf = (actions: readonly BoundAction[]): string =>
	actions.map(action => `${action.id}\u0000${action.label}\u0000${action.disabledReason() ?? ''}`).join('\u0001');

const reachableIn = (layers: readonly KeyLayer[]): readonly BoundAction[] => {
	const taken = new Set<string>();
	const found: BoundAction[] = [];
	let isHidden = false;
	for (const layer of layers) {
		if (isHidden && layer.level !== 'system') continue;
		for (const action of layer.actions) {
			const keys = action.keys.filter(chord => !taken.has(chord));
			if (keys.length === 0 && action.keys.length > 0) continue;
			for (const chord of keys) taken.add(chord);
			found.push(keys.length === action.keys.length ? action : { ...action, keys });
		}
		isHidden ||= layer.isModal === true;
	}
	return found;
};

/** Makes an empty stack. */
export const createKeyLayers = (): KeyLayers => {
	let entries: { layer: KeyLayer }[] = [];
	const listeners = new Set<() => void>();
	const hearers = new Set<() => void>();
	let signature = '';
	let version = 0;
	const layers = (): KeyLayer[] => entries.map(entry => entry.layer);

	// Listeners hear only of what they could show; otherwise a screen that binds its actions anew each render would redraw the footer each time.
	const changed = (): void => {
		const next = signatureOf(reachableIn(layers()));
		if (next === signature) return;
		signature = next;
		version++;
		for (const listener of listeners) listener();
	};

	return {
		push: layer => {
			const entry = { layer };
			const level = layerLevels[layer.level];
			const at = entries.findIndex(other => layerLevels[other.layer.level] <= level);
			entries = at < 0 ? [...entries, entry] : [...entries.slice(0, at), entry, ...entries.slice(at)];
			changed();
			return {
				update: next => {
					entry.layer = next;
					changed();
				},
				remove: () => {
					entries = entries.filter(other => other !== entry);
					changed();
				},
			};
		},
		hear: listener => {
			hearers.add(listener);
			return () => {
				hearers.delete(listener);
			};
		},
		dispatch: event => {
			for (const hearer of hearers) hearer();
			for (const layer of layers()) {
				if (layer.onInput?.(event)) return { kind: 'input' };
				const action = event.kind === 'key' ? layer.actions.find(a => a.keys.includes(event.chord)) : undefined;
				if (action) {
					const reason = action.disabledReason();
					if (reason !== undefined) return { kind: 'refused', action, reason };
					action.run();
					return { kind: 'ran', action };
				}
				if (layer.isModal) return { kind: 'ignored' };
			}
			return { kind: 'ignored' };
		},
		reachable: () => reachableIn(layers()),
		version: () => version,
		subscribe: listener => {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
	};
};
