/** Where one can be in the program: a stack of places, the last one shown. Pure. */

/** Is one screen with what it is about. `filter` and `select` say how a list is to be found by who is sent there. */
export type Place =
	| { readonly kind: 'clusters' }
	| { readonly kind: 'newCluster' }
	/** What MSK tells of the connected one. */
	| { readonly kind: 'cluster' }
	| { readonly kind: 'overview' }
	| { readonly kind: 'topics'; readonly filter?: string }
	| { readonly kind: 'topic'; readonly name: string }
	/** `view` says how one comes there; it is no other place. */
	| { readonly kind: 'records'; readonly name: string; readonly view?: 'browse' | 'tail' }
	/** Settings of topics, to be edited. */
	| { readonly kind: 'settings'; readonly topics: readonly string[]; readonly settings: readonly string[] }
	| { readonly kind: 'groups' }
	| { readonly kind: 'group'; readonly name: string }
	| { readonly kind: 'brokers' }
	/** One metric over time; of the whole cluster where `broker` is null. */
	| { readonly kind: 'metric'; readonly name: string; readonly broker: number | null }
	| { readonly kind: 'alarms' }
	| { readonly kind: 'audit'; readonly filter?: string | undefined }
	/** One result of the audit. */
	| { readonly kind: 'finding'; readonly id: string }
	| { readonly kind: 'broker'; readonly id: number }
	| { readonly kind: 'journal' }
	/** One change of the journal. */
	| { readonly kind: 'change'; readonly id: string };

/** Names the tabs that exist, by digit. */
export const TABS: readonly { readonly digit: number; readonly title: string; readonly place: Place }[] = [
	{ digit: 1, title: 'Overview', place: { kind: 'overview' } },
	{ digit: 2, title: 'Topics', place: { kind: 'topics' } },
	{ digit: 3, title: 'Groups', place: { kind: 'groups' } },
	{ digit: 4, title: 'Brokers', place: { kind: 'brokers' } },
	{ digit: 7, title: 'Alarms', place: { kind: 'alarms' } },
	{ digit: 8, title: 'Audit', place: { kind: 'audit' } },
	{ digit: 0, title: 'Cluster', place: { kind: 'cluster' } },
];

/** The list a place is one row of. */
const LISTS: Readonly<Record<Place['kind'], Place['kind']>> = {
	clusters: 'clusters',
	newCluster: 'clusters',
	overview: 'overview',
	topics: 'topics',
	topic: 'topics',
	records: 'topics',
	settings: 'topics',
	groups: 'groups',
	group: 'groups',
	brokers: 'brokers',
	broker: 'brokers',
	metric: 'brokers',
	alarms: 'alarms',
	audit: 'audit',
	finding: 'audit',
	journal: 'journal',
	change: 'journal',
	cluster: 'cluster',
};

/** The tab of what is shown, whichever way one came there. */
export const tabOf = (places: readonly Place[]): number | undefined => {
	const shown = places.at(-1);
	return shown && TABS.find(tab => tab.place.kind === LISTS[shown.kind])?.digit;
};

export type PlaceEvent =
	| { readonly type: 'tab'; readonly digit: number }
	| { readonly type: 'open'; readonly place: Place }
	| { readonly type: 'back' };

/** Goes to a tab's list, deeper, or back; the first place stays. Opening what is shown already changes nothing. */
export const reducePlaces = (places: readonly Place[], event: PlaceEvent): readonly Place[] => {
	switch (event.type) {
		case 'tab': {
			const tab = TABS.find(t => t.digit === event.digit);
			return tab === undefined ? places : [tab.place];
		}
		case 'open':
			return placeKey(places.at(-1)!) === placeKey(event.place) ? places : [...places, event.place];
		case 'back':
			return places.length > 1 ? places.slice(0, -1) : places;
	}
};

/** A key that differs between places, so that React starts a screen afresh for another topic. */
export const placeKey = (place: Place): string =>
	place.kind === 'metric'
		? `metric ${place.name} ${place.broker}`
		: place.kind === 'settings'
			? [place.kind, ...place.topics, ...place.settings].join(' ')
			: 'name' in place
				? `${place.kind} ${place.name}`
				: 'id' in place
					? `${place.kind} ${place.id}`
					: place.kind;
