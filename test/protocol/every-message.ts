import { type MessageName, tableOf } from '../../source/protocol/codec.ts';
import { tables } from '../../source/protocol/generated/tables.ts';

/** Every message in every version that the tables know. */
export const everyMessage = (Object.keys(tables) as MessageName[]).flatMap(name => {
	const [lowest, highest] = tableOf(name);
	return Array.from({ length: highest - lowest + 1 }, (_, i) => ({ name, version: lowest + i }));
});
