/** The broker did not accept an OAUTHBEARER token; `answer` is what it said (RFC 7628 JSON, or plain text). */
export class TokenRefused extends Error {
	override readonly name = 'TokenRefused';
	readonly answer: string;

	constructor(answer: string) {
		super(`The broker refused the token: ${answer}`);
		this.answer = answer;
	}
}

/**
 * Judges the bytes of a SaslAuthenticate answer to OAUTHBEARER: an accepted token is answered with none, a refused one with the reason
 * (RFC 7628 section 3.2.2) and without an error code. Without this check the library takes the refusal for success
 * and the next request fails with "Request is not valid given the current SASL state".
 */
export const validateTokenAnswer = (bytes: Buffer | null, callback: (error: Error | null, bytes?: Buffer) => void): void => {
	const answer = bytes?.toString('utf8').trim() ?? '';
	if (answer === '') callback(null, bytes ?? Buffer.alloc(0));
	else callback(new TokenRefused(answer));
};

/** The reason inside the broker's JSON answer, e.g. `invalid_token`; the whole text when it is none. */
export const tokenAnswerReason = (answer: string): string => {
	try {
		const parsed: unknown = JSON.parse(answer);
		if (typeof parsed === 'object' && parsed !== null) {
			const { status, error_description: description } = parsed as { status?: unknown; error_description?: unknown };
			const parts = [status, description].filter(part => typeof part === 'string' && part !== '');
			if (parts.length > 0) return parts.join(': ');
		}
	} catch {
		// Not JSON: brokers may answer in words.
	}
	return answer;
};
