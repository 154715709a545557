/** The numbers that Kafka's messages use for ACLs, settings, coordinators and SCRAM, by Kafka's own names. */
import type { aclOperation } from './generated/enums.ts';

export * from './generated/enums.ts';

/** Returns the name of a number in one of the enums (`nameOf(aclOperation, 8)` is `DESCRIBE`), `UNKNOWN` for a number newer than our table. */
export const nameOf = <E extends Readonly<Record<string, number>>>(values: E, code: number): (keyof E & string) | 'UNKNOWN' =>
	Object.keys(values).find(name => values[name] === code) ?? 'UNKNOWN';

export type AclOperationName = keyof typeof aclOperation;
