/** Where one can be in the program: a stack of places, the last one shown. Pure. */

/** Is one screen with what it is about. */
export type Place =
	| { readonly kind: 'topics' }
	| { readonly kind: 'topic'; readonly name: string }
	| { readonly kind: 'groups' }
	| { readonly kind: 'group'; readonly name: string }
	| { readonly kind: 'brokers' };

/** Names the tabs that exist, by digit. */
export const TABS: readonly { readonly digit: number; readonly title: string; readonly place: Place }[] = [
	{ digit: 2, title: 'Topics', place: { kind: 'topics' } },
	{ digit: 3, title: 'Groups', place: { kind: 'groups' } },
	{ digit: 4, title: 'Brokers', place: { kind: 'brokers' } },
];

/** The tab a place belongs to. */
export const tabOf = (places: readonly Place[]): number | undefined => TABS.find(tab => tab.place.kind === places[0]?.kind)?.digit;

export type PlaceEvent =
	| { readonly type: 'tab'; readonly digit: number }
	| { readonly type: 'open'; readonly place: Place }
	| { readonly type: 'back' };

/** Goes to a tab's list, deeper, or back; the first place stays. */
export const reducePlaces = (places: readonly Place[], event: PlaceEvent): readonly Place[] => {
	switch (event.type) {
		case 'tab': {
			const tab = TABS.find(t => t.digit === event.digit);
			return tab === undefined ? places : [tab.place];
		}
		case 'open':
			return [...places, event.place];
		case 'back':
			return places.length > 1 ? places.slice(0, -1) : places;
	}
};

/** A key that differs between places, so that React starts a screen afresh for another topic. */
export const placeKey = (place: Place): string => ('name' in place ? `${place.kind} ${place.name}` : place.kind);
