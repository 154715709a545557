/** What a place remembers while another one is shown: cursor, filter, sort and marks of its lists, and the pane. */
import type { TableState } from '../components/table-state.ts';
import type { TableMemory } from '../components/use-table.ts';
import { type Place, placeKey } from './places.ts';

export type PlaceMemory = {
	readonly tables: Map<string, TableState>;
	/** The filter that the next list shown there takes, when somebody was sent to it. */
	wantedFilter: string | undefined;
	pane: string | undefined;
	/** The id of the selected row of its list. */
	selected: string | undefined;
	/** The command behind what a screen shows, where the place alone does not say it. */
	words: (() => readonly string[]) | undefined;
};

/** Gives each place its memory, kept as long as the program runs. */
export const createPlaceMemories = (): ((place: Place) => PlaceMemory) => {
	const memories = new Map<string, PlaceMemory>();
	return place => {
		const key = placeKey(place);
		const known = memories.get(key);
		if (known !== undefined) return known;
		const made: PlaceMemory = { tables: new Map(), wantedFilter: undefined, pane: undefined, selected: undefined, words: undefined };
		memories.set(key, made);
		return made;
	};
};

/** The memory of one list of a place, by its noun. What somebody who was sent there wants goes before what was left there. */
export const tableMemory = (place: PlaceMemory, noun: string): TableMemory => ({
	load: initial => {
		const { wantedFilter: filter } = place;
		place.wantedFilter = undefined;
		const state = place.tables.get(noun) ?? initial;
		return {
			...state,
			...(filter !== undefined && { filter, cursor: 0, cursorId: undefined, offset: 0 }),
		};
	},
	save: state => void place.tables.set(noun, state),
});
