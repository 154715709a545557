import { limitDurationText } from '../../units/duration.ts';
import { sizeText } from '../../units/size.ts';

const LONG_MAX = 9_223_372_036_854_775_807n;

/** Says a setting's value the way people do: `604800000` of `retention.ms` is `7d`. Undefined where the value says it all. Pure. */
export const valueInWords = (name: string, value: string | null): string | undefined => {
	if (value === null || !/^-?\d+$/.test(value)) return undefined;
	const number = BigInt(value);
	const isTime = name.endsWith('.ms');
	if (!isTime && !/\.(?:bytes|messages)$/.test(name)) return undefined;
	// -2 in local.retention.* means "as retention.*".
	if (number === -2n && name.startsWith('local.retention.')) return `as ${name.slice('local.'.length)}`;
	if (number === -1n || number === LONG_MAX) return 'no limit';
	if (number < 1000n || name.endsWith('.messages')) return undefined;
	return isTime ? limitDurationText(number) : sizeText(number);
};
