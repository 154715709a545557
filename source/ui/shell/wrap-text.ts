import { cellWidth, displayText, splitGraphemes } from '../display-text.ts';

/** Breaks foreign text into lines of at most `width` cells, at blanks where there are any. Pure. */
export const wrapText = (text: string, width: number): readonly string[] => {
	const room = Math.max(1, width);
	const lines: string[] = [];
	let line = '';
	for (const word of displayText(text)
		.split(' ')
		.flatMap(w => pieces(w, room))) {
		const joined = line === '' ? word : `${line} ${word}`;
		if (line !== '' && cellWidth(joined) > room) {
			lines.push(line);
			line = word;
		} else line = joined;
	}
	return [...lines, line];
};

/** A word wider than the line (an ARN, a host name) is cut where the line ends. */
const pieces = (word: string, room: number): readonly string[] => {
	if (cellWidth(word) <= room) return [word];
	const parts: string[] = [];
	let part = '';
	for (const sign of splitGraphemes(word)) {
		if (cellWidth(part + sign) > room) {
			parts.push(part);
			part = '';
		}
		part += sign;
	}
	return [...parts, part];
};
