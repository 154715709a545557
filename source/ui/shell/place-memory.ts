/** What a place remembers while another one is shown: cursor, filter, sort and marks of its lists, and the pane. */
import type { TableState } from '../components/table-state.ts';
import type { TableMemory } from '../components/use-table.ts';
import { type Place, placeKey } from './places.ts';

export type PlaceMemory = {
	readonly tables: Map<string, TableState>;
	pane: string | undefined;
};

/** Gives each place its memory, kept as long as the program runs. */
export const createPlaceMemories = (): ((place: Place) => PlaceMemory) => {
	const memories = new Map<string, PlaceMemory>();
	return place => {
		const key = placeKey(place);
		const known = memories.get(key);
		if (known !== undefined) return known;
		const made: PlaceMemory = { tables: new Map(), pane: undefined };
		memories.set(key, made);
		return made;
	};
};

/** The memory of one list of a place, by its noun. */
export const tableMemory = ({ tables }: PlaceMemory, noun: string): TableMemory => ({
	load: () => tables.get(noun),
	save: state => void tables.set(noun, state),
});
