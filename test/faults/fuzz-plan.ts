/** How long to fuzz and from where: short and always the same by default, so that a run of all tests says the same twice. */
export const fuzzPlan = (usualRounds: number): { readonly rounds: number; readonly seed: number } => {
	const { MSK_TUI_FUZZ_ROUNDS: rounds, MSK_TUI_FUZZ_SEED: seed } = process.env;
	const isLong = rounds !== undefined && rounds !== '';
	return {
		rounds: isLong ? Number(rounds) : usualRounds,
		seed: seed !== undefined && seed !== '' ? Number(seed) : isLong ? Math.floor(Math.random() * 2 ** 31) : 5,
	};
};
