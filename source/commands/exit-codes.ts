import type { FailureKind } from '../model/failure.ts';
import type { Gap } from '../model/unknown.ts';

/** The exit codes of the contract. */
export const EXIT = {
	fine: 0,
	conditionHolds: 1,
	usage: 2,
	unreachable: 3,
	denied: 4,
	refused: 5,
	incomplete: 6,
	bug: 70,
	interrupted: 130,
} as const;

const OF_KIND: Readonly<Record<FailureKind, number>> = {
	usage: EXIT.usage,
	config: EXIT.usage,
	notFound: EXIT.usage,
	unsupported: EXIT.usage,
	connection: EXIT.unreachable,
	authentication: EXIT.unreachable,
	timeout: EXIT.unreachable,
	authorization: EXIT.denied,
	refused: EXIT.refused,
	incomplete: EXIT.incomplete,
	bug: EXIT.bug,
};

/** The code a failure ends the program with when nothing else came of the command. */
export const exitCodeOf = (kind: FailureKind): number => OF_KIND[kind];

/**
 * The code of an answer with gaps: 2 when something named does not exist, 4 when nothing at all could be read and only rights
 * stood in the way, else 6. `readable` counts the rows that were read.
 */
export const exitCodeOfGaps = (readable: number, all: readonly Gap[]): number => {
	const gaps = all.filter(g => g.isDoubt !== true);
	if (gaps.length === 0) return EXIT.fine;
	if (gaps.some(g => g.failure.kind === 'notFound')) return EXIT.usage;
	if (readable === 0 && gaps.every(g => g.failure.kind === 'authorization')) return EXIT.denied;
	return EXIT.incomplete;
};
