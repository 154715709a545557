/** Bytes of each unit a size may be written in: binary with `i`, decimal without, as IEC 80000-13 has it. */
const UNIT_BYTES: Readonly<Record<string, bigint>> = {
	'': 1n,
	b: 1n,
	kib: 1n << 10n,
	mib: 1n << 20n,
	gib: 1n << 30n,
	tib: 1n << 40n,
	pib: 1n << 50n,
	kb: 1_000n,
	mb: 1_000_000n,
	gb: 1_000_000_000n,
	tb: 1_000_000_000_000n,
	pb: 1_000_000_000_000_000n,
};

/** Reads `64MiB`, `1.5 GiB`, `1048576` as bytes; null when the text is no size. */
export const parseSize = (text: string): bigint | null => {
	const match = /^(\d+)(?:\.(\d{1,6}))?\s*([a-z]*)$/i.exec(text.trim());
	if (match === null) return null;
	const unit = UNIT_BYTES[match[3]!.toLowerCase()];
	if (unit === undefined) return null;
	const fraction = match[2] ?? '';
	return (BigInt(match[1]! + fraction) * unit) / 10n ** BigInt(fraction.length);
};

const PRINTED_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const;

/** Prints bytes in about three digits: `0 B`, `88 GiB`, `1.2 TiB`; `∞` for -1 (Kafka's "no limit"). */
export const sizeText = (bytes: bigint): string => {
	if (bytes < 0n) return '∞';
	let value = Number(bytes);
	let unit = 0;
	// 1023.5 would print as "1024 KiB": step up before rounding does.
	while (value >= 1023.5 && unit < PRINTED_UNITS.length - 1) {
		value /= 1024;
		unit += 1;
	}
	const digits = unit > 0 && value < 9.95 ? value.toFixed(1) : value.toFixed(0);
	return `${digits} ${PRINTED_UNITS[unit]}`;
};
