/** The numbers that Kafka's messages use for ACLs, settings, coordinators and SCRAM, by Kafka's own names. */
import { aclOperation } from './generated/enums.ts';

export * from './generated/enums.ts';

/** Returns the name of a number in one of the enums (`nameOf(configSource, 5)` is `DEFAULT_CONFIG`), `UNKNOWN` for a number newer than our table. */
export const nameOf = <E extends Readonly<Record<string, number>>>(values: E, code: number): (keyof E & string) | 'UNKNOWN' =>
	Object.keys(values).find(name => values[name] === code) ?? 'UNKNOWN';

/** ACL operations by number, written as Kafka's tools and documentation do: `Describe`, `AlterConfigs`; also bit numbers of authorized operations. */
export const aclOperationNames: readonly string[] = Object.keys(aclOperation).map(name =>
	name.toLowerCase().replace(/(^|_)(.)/g, (_whole, _gap, letter: string) => letter.toUpperCase()),
);
