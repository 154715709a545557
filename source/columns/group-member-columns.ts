import type { GroupMember } from '../model/group.ts';
import { byValue, cellOf, groupedCell, notApplicableCell, textCell } from './cells.ts';
import type { Cell, NounTable } from './column.ts';

const optionalCell = (text: string | null): Cell => (text === null ? notApplicableCell : textCell(text));

/** Members of one group; PARTITIONS counts what each owns now. */
export const groupMemberTable: NounTable<GroupMember> = {
	noun: 'members',
	unknownOf: m => [
		...(m.assignment === null
			? [{ field: 'assignment', reason: 'the assignment is not one of consumers (Connect, or another protocol)', needs: null }]
			: []),
		...(m.instanceId === null ? [{ field: 'instanceId', reason: 'the member is not a static one', needs: 'group.instance.id' }] : []),
		...(m.rack === null ? [{ field: 'rack', reason: 'the member tells no rack', needs: 'client.rack' }] : []),
	],
	columns: [
		{
			id: 'clientId',
			title: 'CLIENT',
			align: 'left',
			priority: 0,
			cell: m => textCell(m.clientId),
			compare: byValue(m => m.clientId),
			json: m => m.clientId,
		},
		{
			id: 'memberId',
			title: 'MEMBER',
			align: 'left',
			priority: 4,
			cell: m => textCell(m.memberId),
			compare: byValue(m => m.memberId),
			json: m => m.memberId,
		},
		{
			id: 'instanceId',
			title: 'INSTANCE',
			align: 'left',
			priority: 5,
			cell: m => optionalCell(m.instanceId),
			compare: byValue(m => m.instanceId),
			json: m => m.instanceId,
		},
		{
			id: 'host',
			title: 'HOST',
			align: 'left',
			priority: 1,
			cell: m => textCell(m.host),
			compare: byValue(m => m.host),
			json: m => m.host,
		},
		{
			id: 'rack',
			title: 'RACK',
			align: 'left',
			priority: 6,
			cell: m => optionalCell(m.rack),
			compare: byValue(m => m.rack),
			json: m => m.rack,
		},
		{
			id: 'partitions',
			title: 'PARTITIONS',
			align: 'right',
			priority: 1,
			cell: m => cellOf(m.assignment, a => groupedCell(a.length)),
			compare: byValue(m => m.assignment?.length),
		},
	],
	jsonOnly: {
		assignment: m => m.assignment?.map(({ topic, partition }) => ({ topic, partition })) ?? null,
		subscribedTopics: m => m.subscribedTopics,
	},
};
