/** A schema as a registry knows it. */
export type RegisteredSchema = { readonly id: number; readonly subject: string; readonly version: number; readonly text: string };

/** Bytes as Confluent's serializers write them: 0, the id of the schema (int32), then what it describes. */
export const framed = ({ id }: RegisteredSchema, value: Buffer): Buffer => {
	const head = Buffer.alloc(5);
	head.writeInt32BE(id, 1);
	return Buffer.concat([head, value]);
};
