/**
 * Tells that bytes do not follow Kafka's protocol, or that a message cannot be written in the version asked for.
 * `subject` is the message with its version (`MetadataResponse v12`), `position` the byte where reading stopped, null when writing.
 */
export class ProtocolError extends Error {
	override readonly name = 'ProtocolError';
	readonly subject: string;
	readonly position: number | null;

	constructor(subject: string, problem: string, position: number | null = null) {
		super(`${subject}: ${problem}${position === null ? '' : ` at byte ${position}`}`);
		this.subject = subject;
		this.position = position;
	}
}
