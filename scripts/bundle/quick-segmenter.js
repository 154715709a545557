/**
 * Stands in for Intl.Segmenter in the bundle. Making the first real one loads ICU's tables, 35 ms of the start, and libraries make theirs
 * while they are imported and ask them for every line, though nearly all lines consist of characters that never join: those are cut here.
 */

// Letters, signs, boxes, escape and newline: by Unicode's rules (UAX 29) a break stands before and after each of them.
const neverJoining =
	/^[\n\u001B\u0020-\u007E\u00A1-\u00AC\u00AE-\u02FF\u2010-\u2015\u2018-\u2027\u2030-\u205E\u2190-\u21FF\u2200-\u22FF\u2500-\u25FC]*$/;

class SingleCharacters {
	#text;

	constructor(text) {
		this.#text = text;
	}

	containing(index = 0) {
		const at = Math.trunc(index) || 0;
		return at >= 0 && at < this.#text.length ? { segment: this.#text[at], index: at, input: this.#text } : undefined;
	}

	*[Symbol.iterator]() {
		for (let index = 0; index < this.#text.length; index++) yield { segment: this.#text[index], index, input: this.#text };
	}
}

// Not by its short name, which the bundler replaces.
const OwnSegmenter = globalThis.Intl.Segmenter;

export class QuickSegmenter {
	#arguments;
	#isByGrapheme;
	#own;

	constructor(locales, options) {
		this.#arguments = [locales, options];
		this.#isByGrapheme = (options?.granularity ?? 'grapheme') === 'grapheme';
	}

	segment(text) {
		if (this.#isByGrapheme && neverJoining.test(text)) return new SingleCharacters(text);
		this.#own ??= new OwnSegmenter(...this.#arguments);
		return this.#own.segment(text);
	}
}
