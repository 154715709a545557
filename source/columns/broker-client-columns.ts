import type { BrokerClient } from '../model/broker-client.ts';
import { byValue, groupedCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';

/** Clients that are known to be connected to a broker: members of the groups it coordinates. */
export const brokerClientTable: NounTable<BrokerClient> = {
	noun: 'clients',
	unknownOf: c =>
		c.partitions === null
			? [{ field: 'partitions', reason: 'the assignment is not one of consumers (Connect, or another protocol)', needs: null }]
			: [],
	columns: [
		{
			id: 'clientId',
			title: 'CLIENT',
			align: 'left',
			priority: 0,
			cell: c => textCell(c.clientId),
			compare: byValue(c => c.clientId),
			json: c => c.clientId,
		},
		{
			id: 'host',
			title: 'HOST',
			align: 'left',
			priority: 1,
			cell: c => textCell(c.host),
			compare: byValue(c => c.host),
			json: c => c.host,
		},
		{
			id: 'group',
			title: 'GROUP',
			align: 'left',
			priority: 1,
			cell: c => textCell(c.group),
			compare: byValue(c => c.group),
			json: c => c.group,
		},
		{
			id: 'memberId',
			title: 'MEMBER',
			align: 'left',
			priority: 4,
			cell: c => textCell(c.memberId),
			compare: byValue(c => c.memberId),
			json: c => c.memberId,
		},
		{
			id: 'partitions',
			title: 'PARTITIONS',
			align: 'right',
			priority: 2,
			cell: c => groupedCell(c.partitions),
			compare: byValue(c => c.partitions),
			json: c => c.partitions,
		},
	],
};
