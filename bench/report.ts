/** The table a benchmark prints. */

/** One line: what was measured, what it must reach, and what it reached. */
export type Result = {
	readonly what: string;
	/** Absent where there is only something to know. */
	readonly target?: string;
	readonly figure: string;
	/** Against a floor or a peer measured in the same run. */
	readonly ratio?: string;
	readonly isMet?: boolean;
};

/** Says `12.3 ms`, `1.23 s`. */
export const time = (ms: number): string => (ms < 1000 ? `${ms.toFixed(ms < 100 ? 1 : 0)} ms` : `${(ms / 1000).toFixed(2)} s`);

/** Says `2.4 × node -e 0`. */
export const times = (value: number, floor: number, name: string): string => `${(value / floor).toFixed(1)} × ${name}`;

const verdict = ({ isMet }: Result): string => (isMet === undefined ? '' : isMet ? 'met' : 'MISSED');

/** Prints the results; a missed target is an exit code of 1 for whoever wants to know. */
export const report = (title: string, results: readonly Result[]): void => {
	const rows = [
		['what', 'target', 'figure', 'ratio', ''],
		...results.map(result => [result.what, result.target ?? '', result.figure, result.ratio ?? '', verdict(result)]),
	];
	const widths = rows[0]!.map((_, column) => Math.max(...rows.map(row => row[column]!.length)));
	console.log(`\n${title}`);
	for (const row of rows)
		console.log(
			`  ${row
				.map((cell, column) => cell.padEnd(widths[column]!))
				.join('  ')
				.trimEnd()}`,
		);
	if (results.some(result => result.isMet === false)) process.exitCode = 1;
};
