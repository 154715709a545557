import type { ReadOptions } from '../ports/cluster-reader.ts';
import type { KnownCluster } from '../ports/known-cluster.ts';

/** What became of things that a list no longer names. What is in neither set could not be found out. */
export type Fates = {
	/** A broker said that it does not exist. */
	readonly gone: ReadonlySet<string>;
	/** It may not be described any more: it may well exist. */
	readonly hidden: ReadonlySet<string>;
};

const NO_FATES: Fates = { gone: new Set(), hidden: new Set() };

/** Names in one question: what is beyond is asked for another time. */
const MOST_ASKED = 2_000;
/** Each costs a question to its coordinator. */
const MOST_GROUPS_ASKED = 200;

/**
 * Asks for topics by name: a list leaves out silently what this identity may not see, and a broker that lags behind what it does not know
 * yet; to a name a broker answers honestly.
 */
export const findGoneTopics = async ({ reader }: KnownCluster, names: readonly string[], options?: ReadOptions): Promise<Fates> => {
	if (names.length === 0) return NO_FATES;
	const { failures } = await reader.readTopics(names.slice(0, MOST_ASKED), options);
	const of = (kind: string) => new Set([...failures].filter(([, failure]) => failure.kind === kind).map(([name]) => name));
	return { gone: of('notFound'), hidden: of('authorization') };
};

/** Asks the coordinators of groups that no broker listed whether they exist. */
export const findGoneGroups = async ({ reader }: KnownCluster, names: readonly string[], options?: ReadOptions): Promise<Fates> => {
	if (names.length === 0) return NO_FATES;
	const found = await reader.findGroups(names.slice(0, MOST_GROUPS_ASKED), options);
	const of = (kind: string) =>
		new Set([...found].filter(([, outcome]) => !outcome.ok && outcome.failure.kind === kind).map(([name]) => name));
	return { gone: of('notFound'), hidden: of('authorization') };
};
