import { errorName } from '../../protocol/error-codes.ts';
import { operationsOf } from '../authorized-operations.ts';
import type { BrokerConnection } from '../broker-connection.ts';
import type { Deadline } from '../deadline.ts';

/** One group as its coordinator describes it to us. */
export type GroupSample = {
	readonly group: string;
	/** Some broker lists it. */
	readonly isListed: boolean;
	/** Kafka's name of the error, `NONE` without one. */
	readonly error: string;
	/** Null when the broker did not tell. */
	readonly operations: ReadonlySet<string> | null;
};

type Listed = { readonly connection: BrokerConnection; readonly group: string; readonly type: string };

/**
 * Describes the named group, or the first one by name that any of the brokers lists; undefined when none is listed.
 * A group of that name that nobody lists is still asked for: brokers check the right before they look for the group.
 */
export const sampleGroup = async (
	connections: readonly [BrokerConnection, ...BrokerConnection[]],
	name: string | undefined,
	deadline: Deadline,
): Promise<GroupSample | undefined> => {
	const listed = (await Promise.all(connections.map(connection => listOn(connection, deadline)))).flat();
	const found = listed
		.filter(l => l.type !== 'share' && l.type !== 'streams' && (name === undefined || l.group === name))
		.sort((a, b) => (a.group < b.group ? -1 : 1))[0];
	if (found !== undefined) return describe(found, deadline);
	if (name === undefined) return undefined;
	return { ...(await describe({ connection: connections[0], group: name, type: 'classic' }, deadline)), isListed: false };
};

const listOn = async (connection: BrokerConnection, deadline: Deadline): Promise<readonly Listed[]> => {
	const answer = await connection.call('ListGroups', {}, { deadline });
	return answer.groups.map(g => ({ connection, group: g.groupId, type: g.groupType.toLowerCase() }));
};

const describe = async ({ connection, group, type }: Listed, deadline: Deadline): Promise<GroupSample> => {
	const [described] =
		type === 'consumer'
			? (await connection.call('ConsumerGroupDescribe', { groupIds: [group], includeAuthorizedOperations: true }, { deadline })).groups
			: (await connection.call('DescribeGroups', { groups: [group], includeAuthorizedOperations: true }, { deadline })).groups;
	if (described === undefined) return { group, isListed: true, error: 'no answer', operations: null };
	return { group, isListed: true, error: errorName(described.errorCode), operations: operationsOf(described.authorizedOperations) };
};
