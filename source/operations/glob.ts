/** True when the text holds a character with a meaning in a pattern. */
export const isPattern = (text: string): boolean => /[*?]/.test(text);

/**
 * Makes a test from patterns in which `*` stands for any run of characters and `?` for one; everything else is itself.
 * A name matches when any pattern does; no patterns match everything.
 */
export const matcher = (patterns: readonly string[]): ((name: string) => boolean) => {
	if (patterns.length === 0) return () => true;
	const tests = patterns.map(
		p =>
			new RegExp(
				`^${p
					.replace(/[\\^$.|+()[\]{}]/g, '\\$&')
					.replace(/\*+/g, '.*')
					.replace(/\?/g, '.')}$`,
				's',
			),
	);
	return name => tests.some(t => t.test(name));
};
