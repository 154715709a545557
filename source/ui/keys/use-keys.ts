/** React's side of the keys: how components put layers on the stack and read what can be reached. */
import { createContext, use, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { BoundAction } from './actions.ts';
import { createKeyLayers, type KeyLayer, type KeyLayers, type LayerHandle } from './key-layers.ts';

/** Carries the stack; the root provides it. */
export const KeyLayersContext = createContext<KeyLayers>(createKeyLayers());

/** Keeps a layer on the stack while the component is mounted; undefined takes it off. Bind its actions in a useMemo. */
export const useKeyLayer = (layer: KeyLayer | undefined): void => {
	const layers = use(KeyLayersContext);
	const handle = useRef<LayerHandle>(undefined);
	const level = layer?.level;
	// Two effects: the first keeps the place on the stack, the second keeps its content fresh without giving up the place.
	// biome-ignore lint/correctness/useExhaustiveDependencies: the layer's content is the second effect's business
	useLayoutEffect(() => {
		if (layer === undefined) return;
		const pushed = layers.push(layer);
		handle.current = pushed;
		return () => {
			handle.current = undefined;
			pushed.remove();
		};
	}, [layers, level]);
	useLayoutEffect(() => {
		if (layer) handle.current?.update(layer);
	}, [layer]);
};

/** Returns the actions that can be reached now and redraws when they change: for the footer, help and palette. */
export const useReachableActions = (): readonly BoundAction[] => {
	const layers = use(KeyLayersContext);
	useSyncExternalStore(layers.subscribe, layers.version);
	return layers.reachable();
};

/** Returns what reads the reachable actions at the moment of asking: before help or palette opens, whose own layer hides the screen's. */
export const useActionsReader = (): (() => readonly BoundAction[]) => use(KeyLayersContext).reachable;

/** Calls the listener with every key, whoever takes it. */
export const useEveryKey = (listener: () => void): void => {
	const layers = use(KeyLayersContext);
	useEffect(() => layers.hear(listener), [layers, listener]);
};
