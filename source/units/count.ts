/** Prints a whole number with thousands separators: `910,398`. Always a comma: a terminal of another locale must show the same. */
export const groupedText = (value: bigint | number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

const STEPS = ['', 'k', 'M', 'G', 'T', 'P'] as const;

/** Prints a count in about three digits: `310`, `12.4k`, `1.2M`; fractions below 10 keep one decimal. */
export const shortCountText = (value: number): string => {
	if (!Number.isFinite(value)) return '?';
	const sign = value < 0 ? '-' : '';
	let rest = Math.abs(value);
	if (rest === 0) return '0';
	if (rest < 0.05) return `${sign}<0.1`;
	let step = 0;
	while (rest >= 999.5 && step < STEPS.length - 1) {
		rest /= 1000;
		step += 1;
	}
	const rounded =
		step === 0
			? rest < 9.95 && !Number.isInteger(rest)
				? rest.toFixed(1)
				: rest.toFixed(0)
			: rest < 99.95
				? rest.toFixed(1)
				: rest.toFixed(0);
	return `${sign}${rounded}${STEPS[step]}`;
};
