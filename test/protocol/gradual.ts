import { decodeMessageGradually, type MessageName } from '../../source/protocol/codec.ts';

/** Decodes with all the pauses that a large answer gets. */
export const gradual = (name: MessageName, version: number, bytes: Buffer): unknown => {
	const work = decodeMessageGradually(name, version, bytes);
	let step = work.next();
	while (!step.done) step = work.next();
	return step.value;
};
