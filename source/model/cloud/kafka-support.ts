/** When MSK ends its support of versions of Kafka; then AWS upgrades clusters without asking. Pure. */

/** MSK Developer Guide, "Supported Apache Kafka versions", as read 2026-08; of later versions no date was told. */
export const SUPPORT_SOURCE = 'MSK Developer Guide, supported versions (2026-08)';

const ENDS: readonly (readonly [version: readonly [number, number, number], end: string])[] = [
	[[3, 3, 2], '2024-09-11'],
	[[3, 4, 0], '2025-08-04'],
	[[3, 5, 1], '2025-10-23'],
	[[3, 6, 0], '2026-06-01'],
];
const TIERED = ['2.8.2.tiered', '2025-01-14'] as const;

/** Epoch milliseconds; undefined where no date is known. `3.8.x` is a version of which AWS chooses the patch. */
export const supportEnd = (version: string): number | undefined => {
	if (version === TIERED[0]) return Date.parse(TIERED[1]);
	const parts = /^(\d+)\.(\d+)\.(\d+|x)/.exec(version);
	if (parts === null) return undefined;
	const told = [Number(parts[1]), Number(parts[2]), parts[3] === 'x' ? Number.POSITIVE_INFINITY : Number(parts[3])];
	const found = ENDS.find(([until]) => {
		const at = until.findIndex((part, i) => part !== told[i]);
		return at < 0 || told[at]! < until[at]!;
	});
	return found === undefined ? undefined : Date.parse(found[1]);
};
