/** Text of which every character is one column wide. */
const IS_NARROW = /^[ -~…]*$/;

/** Cuts a line to the columns that there are and marks the cut. Measuring foreign text is loaded only for foreign text. */
export const cutLine = async (text: string, room: number, mark: string): Promise<string> => {
	if (text.length <= room && IS_NARROW.test(text)) return text;
	if (IS_NARROW.test(text)) return `${text.slice(0, room - 1)}${mark}`;
	const { stringWidth } = await import('./foreign-width.ts');
	// Wide characters take two columns, joined ones none of their own.
	if (text.length * 2 <= room || stringWidth(text) <= room) return text;
	let cut = '';
	for (const character of text) {
		if (stringWidth(cut + character) > room - 1) break;
		cut += character;
	}
	return `${cut}${mark}`;
};
