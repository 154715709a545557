/**
 * Bytes of a terminal → named key presses. Ink's own parser hands several keys over as one event and drops function keys, so chord names are ours.
 *
 *     ESC [ params final     CSI: arrows, paging, modifiers (1;5C = ctrl+right), CSI u (kitty), bracketed paste (200~ … 201~)
 *     ESC O final            SS3: F1–F4, arrows and home/end in application mode
 *     ESC ] … BEL | ESC \    OSC, and ESC P/_/^ … ESC \ : a terminal's answers, ignored
 *     ESC char               alt+char
 *     ESC alone              the Escape key, known only by silence: the caller flushes after some milliseconds
 */
import { StringDecoder } from 'node:string_decoder';
import { controlChord, csiChord, ss3Chord } from './key-names.ts';

/** Is one key press (chord name and, where it types something, its text) or one paste, unsanitised. */
export type KeyEvent =
	| { readonly kind: 'key'; readonly chord: string; readonly text: string }
	| { readonly kind: 'paste'; readonly text: string };

/** Turns chunks into events, whatever the cuts between them. */
export type KeyParser = {
	readonly push: (chunk: Uint8Array | string) => KeyEvent[];
	/** Tells whether the parser waits for the rest of an escape sequence: call `flush` when nothing came for some 30 ms. */
	readonly isWaiting: () => boolean;
	/** Gives up waiting: a lone ESC is the Escape key, a broken sequence is dropped. An unfinished paste keeps waiting. */
	readonly flush: () => KeyEvent[];
};

const ESC = '\u001B';
const pasteStart = `${ESC}[200~`;
const pasteEnd = `${ESC}[201~`;
// Longer than any key; a sequence that goes on is not one, and waiting for its end would swallow what is typed next.
const maxSequence = 64;
const maxAnswer = 4096;
// A paste is for an input line or a name list; beyond this the rest is dropped so that a stray paste cannot fill memory.
const maxPaste = 1_000_000;

type Token = { readonly length: number; readonly event?: KeyEvent } | 'more';

const key = (chord: string, text = ''): KeyEvent => ({ kind: 'key', chord, text });

const readCsi = (buffer: string): Token => {
	// Legacy mouse report: three raw bytes follow the final letter.
	if (buffer.startsWith(`${ESC}[M`)) return buffer.length < 6 ? 'more' : { length: 6 };
	// The Linux console's F1–F5 are CSI [ A–E.
	if (buffer.startsWith(`${ESC}[[`)) {
		if (buffer.length < 4) return 'more';
		const index = 'ABCDE'.indexOf(buffer[3]!);
		return index < 0 ? { length: 3 } : { length: 4, event: key(`f${index + 1}`) };
	}
	let end = 2;
	while (end < buffer.length && end < maxSequence) {
		const code = buffer.charCodeAt(end);
		if (code >= 0x40 && code <= 0x7e) {
			const chord = csiChord(buffer.slice(2, end), buffer[end]!);
			return chord === undefined ? { length: end + 1 } : { length: end + 1, event: key(chord.name, chord.text) };
		}
		// Not part of any sequence: what came so far is broken, this character starts something new.
		if (code < 0x20 || code > 0x7e) return { length: end };
		end++;
	}
	return end >= maxSequence ? { length: end } : 'more';
};

const readAnswer = (buffer: string): Token => {
	const bell = buffer[1] === ']' ? buffer.indexOf('\u0007') : -1;
	const terminator = buffer.indexOf(`${ESC}\\`, 2);
	const ends = [bell < 0 ? undefined : bell + 1, terminator < 0 ? undefined : terminator + 2].filter(end => end !== undefined);
	if (ends.length > 0) return { length: Math.min(...ends) };
	return buffer.length > maxAnswer ? { length: buffer.length } : 'more';
};

const readEscape = (buffer: string): Token => {
	if (buffer.length === 1) return 'more';
	const second = buffer[1]!;
	if (second === '[') return readCsi(buffer);
	if (second === ']' || second === 'P' || second === '_' || second === '^') return readAnswer(buffer);
	if (second === 'O') {
		if (buffer.length < 3) return 'more';
		const chord = ss3Chord(buffer[2]!);
		return chord === undefined ? { length: 3 } : { length: 3, event: key(chord) };
	}
	// Two escapes: the first is a key of its own, the second may begin a sequence.
	if (second === ESC) return { length: 1, event: key('esc') };
	const plain = String.fromCodePoint(buffer.codePointAt(1)!);
	const name = controlChord(plain) ?? (plain === ' ' ? 'space' : plain);
	return { length: 1 + plain.length, event: key(`alt+${name}`) };
};

const readOne = (buffer: string): Token => {
	if (buffer[0] === ESC) return readEscape(buffer);
	const character = String.fromCodePoint(buffer.codePointAt(0)!);
	const control = controlChord(character);
	if (control !== undefined) return { length: 1, event: key(control) };
	return { length: character.length, event: key(character === ' ' ? 'space' : character, character) };
};

/** Makes a parser with its own memory of unfinished sequences, pastes and UTF-8 characters. */
export const createKeyParser = (): KeyParser => {
	const decoder = new StringDecoder('utf8');
	let buffer = '';
	let pasted: string | undefined;

	const readPaste = (): KeyEvent | undefined => {
		const end = buffer.indexOf(pasteEnd);
		if (end < 0) {
			// Keep back what may be the beginning of the end mark.
			const kept = Math.min(buffer.length, pasteEnd.length - 1);
			pasted = (pasted! + buffer.slice(0, buffer.length - kept)).slice(0, maxPaste);
			buffer = buffer.slice(buffer.length - kept);
			return undefined;
		}
		const text = (pasted! + buffer.slice(0, end)).slice(0, maxPaste);
		buffer = buffer.slice(end + pasteEnd.length);
		pasted = undefined;
		return { kind: 'paste', text };
	};

	const drain = (): KeyEvent[] => {
		const events: KeyEvent[] = [];
		while (buffer !== '') {
			if (pasted !== undefined) {
				const event = readPaste();
				if (event === undefined) break;
				events.push(event);
				continue;
			}
			if (buffer.startsWith(pasteStart)) {
				buffer = buffer.slice(pasteStart.length);
				pasted = '';
				continue;
			}
			const token = readOne(buffer);
			if (token === 'more') break;
			buffer = buffer.slice(token.length);
			if (token.event) events.push(token.event);
		}
		return events;
	};

	return {
		push: chunk => {
			buffer += typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
			return drain();
		},
		isWaiting: () => pasted === undefined && buffer !== '',
		flush: () => {
			if (pasted !== undefined || buffer === '') return [];
			const wasEscape = buffer === ESC;
			buffer = '';
			return wasEscape ? [key('esc')] : [];
		},
	};
};
