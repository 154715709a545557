/** Writes partition numbers short: `0-3, 7, 9-11`. */
export const partitionListText = (partitions: readonly number[]): string => {
	const sorted = partitions.toSorted((a, b) => a - b);
	const runs: [number, number][] = [];
	for (const partition of sorted) {
		const last = runs.at(-1);
		if (last !== undefined && last[1] === partition - 1) last[1] = partition;
		else runs.push([partition, partition]);
	}
	return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
};
