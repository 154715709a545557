/** Where a command prints. Results go to stdout, everything else to stderr. */
export type Output = {
	/** Writes a part of the result. */
	readonly result: (text: string) => void;
	/** Writes a line that is not part of the result. */
	readonly notice: (line: string) => void;
	/** Resolves once a slow reader has taken what was written: whoever writes much waits for it. */
	readonly flushed: () => Promise<void>;
	/** Shows a line that the next one, or any other output, replaces; only where a person sees it. Undefined takes it away. */
	readonly progress: (line: string | undefined) => void;
	readonly showsProgress: boolean;
	readonly isTerminal: boolean;
	readonly hasColor: boolean;
	readonly isAscii: boolean;
	/** Columns of the terminal; infinite when the output is none, so that nothing is cut for a pipe. */
	readonly width: number;
};

export type OutputSettings = {
	readonly stdout: NodeJS.WriteStream;
	readonly stderr: NodeJS.WriteStream;
	readonly env: NodeJS.ProcessEnv;
	readonly isColorOff: boolean;
	readonly isAsciiAsked: boolean;
};

/** Decides from the terminal and the environment how to print. NO_COLOR counts when it is not empty (no-color.org). */
export const createOutput = ({ stdout, stderr, env, isColorOff, isAsciiAsked }: OutputSettings): Output => {
	const isTerminal = stdout.isTTY === true;
	const hasNoColor = isColorOff || (env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb';
	const showsProgress = stderr.isTTY === true && env.TERM !== 'dumb';
	let progress = '';
	const erase = (): void => {
		if (progress !== '') stderr.write('\r\u001b[K');
		progress = '';
	};
	return {
		result: text => {
			if (isTerminal) erase();
			stdout.write(text);
		},
		flushed: async () => {
			if (stdout.writableNeedDrain) await new Promise(resolve => stdout.once('drain', resolve));
		},
		showsProgress,
		progress: line => {
			if (!showsProgress || line === progress) return;
			erase();
			progress = (line ?? '').slice(0, Math.max(0, (stderr.columns || 80) - 1));
			stderr.write(progress);
		},
		notice: line => {
			erase();
			stderr.write(`${line}\n`);
		},
		isTerminal,
		hasColor: isTerminal && !hasNoColor,
		isAscii: isAsciiAsked || !isUtf8(env),
		width: isTerminal ? stdout.columns || 80 : Number.POSITIVE_INFINITY,
	};
};

/** A locale that names another encoding than UTF-8 cannot show our signs; none at all says nothing (containers, cron), so UTF-8 is assumed. */
const isUtf8 = (env: NodeJS.ProcessEnv): boolean => {
	const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
	return locale === '' || /utf-?8/i.test(locale);
};

const ASCII_SIGNS: Readonly<Record<string, string>> = {
	'…': '...',
	'∞': 'unlimited',
	'–': '-',
	'≥': '>=',
	'≤': '<=',
	'·': '|',
	'→': '->',
	'±': '+-',
	'×': 'x',
};

/** Replaces our own signs where the terminal cannot show them. */
export const asciiText = (text: string): string => text.replace(/[…∞–≥≤·→±×]/g, sign => ASCII_SIGNS[sign]!);
