/** Finds the names nearest to what was typed, at most two letters off, for "did you mean". */
export const nearNames = (typed: string, names: Iterable<string>): readonly string[] =>
	[...names]
		.map(name => ({ name, distance: name.startsWith(typed) ? 0.5 : distance(typed, name) }))
		.filter(n => n.distance <= Math.min(2, typed.length - 1))
		.sort((a, b) => a.distance - b.distance)
		.slice(0, 3)
		.map(n => n.name);

/** Levenshtein's edit distance; names are short, so one row a letter is enough. */
const distance = (a: string, b: string): number => {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
		row = next;
	}
	return row[b.length]!;
};
