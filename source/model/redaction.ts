/** Shapes that mostly are secrets: AWS key ids and secret keys, bearer and session tokens, `password=…` and its relatives, URLs with credentials. */
const SECRET_SHAPES: readonly (readonly [RegExp, string])[] = [
	[/(bearer\s+)\S+/gi, '$1***'],
	[/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '***'],
	[
		/("?(?:secret|password|passwd|pwd|passphrase|token|secret_?access_?key|session_?token|api_?key|authorization)"?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;}]+)/gi,
		'$1***',
	],
	[/(\/\/[^/\s:@]+:)[^@\s/]+@/g, '$1***@'],
	[/(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40,}={0,2}(?![A-Za-z0-9/+=])/g, '***'],
];

/** `AKIA…MPLE`: enough to know which key it is. An id is no secret, but the first half of one. */
export const shortKeyId = (id: string): string => `${id.slice(0, 4)}…${id.slice(-4)}`;

/** The words of a broker with the key ids in them shortened. */
export const withShortKeyIds = (text: string): string => text.replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, shortKeyId);

/** At most this much of another program's words is repeated. */
const LONGEST_TEXT = 300;

/** Text of another program made fit for an error message: one line, secrets and what looks like them masked, not too long. */
export const redacted = (text: string, known: readonly string[] = []): string => {
	let clean = text;
	for (const secret of known) if (secret.length > 3) clean = clean.replaceAll(secret, '***');
	for (const [shape, mask] of SECRET_SHAPES) clean = clean.replace(shape, mask);
	clean = clean.replace(/\s+/g, ' ').trim();
	return clean.length <= LONGEST_TEXT ? clean : `${clean.slice(0, LONGEST_TEXT)}…`;
};
