/** What a client sends is not Kafka's protocol. */
export class BadFrame extends Error {
	override readonly name = 'BadFrame';
}
