/** The shortest SGR sequence from one style to another. */

const split = (style: string): { readonly attributes: readonly string[]; readonly foreground: string; readonly background: string } => {
	const codes = style === '' ? [] : style.split(';');
	const attributes: string[] = [];
	let foreground = '';
	let background = '';
	for (let i = 0; i < codes.length; i++) {
		const code = Number(codes[i]);
		if (code < 10 || code === 53) attributes.push(codes[i]!);
		else {
			const length = code === 38 || code === 48 ? (codes[i + 1] === '5' ? 3 : 5) : 1;
			const colour = codes.slice(i, i + length).join(';');
			if (code === 48 || (code >= 40 && code < 48) || code >= 100) background = colour;
			else foreground = colour;
			i += length - 1;
		}
	}
	return { attributes, foreground, background };
};

const offCodes: Readonly<Record<string, string>> = {
	1: '22',
	2: '22',
	3: '23',
	4: '24',
	5: '25',
	6: '25',
	7: '27',
	8: '28',
	9: '29',
	53: '55',
};

const compute = (from: string, to: string): string => {
	if (to === '') return '\u001B[m';
	const afresh = from === '' ? `\u001B[${to}m` : `\u001B[0;${to}m`;
	if (from === '') return afresh;
	const a = split(from);
	const b = split(to);
	const off = new Set(a.attributes.filter(code => !b.attributes.includes(code)).map(code => offCodes[code]!));
	// 22 ends bold and dim alike: whichever stays must be set again.
	const on = b.attributes.filter(code => !a.attributes.includes(code) || off.has(offCodes[code]!));
	const codes = [...off, ...on];
	if (a.foreground !== b.foreground) codes.push(b.foreground || '39');
	if (a.background !== b.background) codes.push(b.background || '49');
	const changed = `\u001B[${codes.join(';')}m`;
	return changed.length < afresh.length ? changed : afresh;
};

const known = new Map<string, string>();

/** Returns the sequence that makes the terminal paint in style `to` when it now paints in `from` (styles as in parse-line.ts). */
export const penChange = (from: string, to: string): string => {
	if (from === to) return '';
	const pair = `${from}>${to}`;
	let sequence = known.get(pair);
	if (sequence === undefined) {
		sequence = compute(from, to);
		known.set(pair, sequence);
	}
	return sequence;
};
