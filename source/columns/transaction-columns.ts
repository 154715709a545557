import type { OpenTransaction, TransactionPartition, TransactionVerdict } from '../model/transaction.ts';
import { isoText } from '../units/time.ts';
import { ageCell, byValue, cellOf, groupedCell, notApplicableCell, textCell } from './cells.ts';
import { explained, type NounTable, type Severity } from './column.ts';

const VERDICTS: Readonly<Record<TransactionVerdict, Severity | undefined>> = { open: undefined, hanging: 'critical', unknown: 'muted' };

/** Most partitions a line names. */
const NAMED_PARTITIONS = 3;

/** Offsets that consumers of read_committed wait for because of it. */
const heldBackOf = ({ partitions }: OpenTransaction): bigint => partitions.reduce((sum, p) => sum + (p.heldBack ?? 0n), 0n);

const partitionsText = ({ partitions }: OpenTransaction): string => {
	const names = partitions.slice(0, NAMED_PARTITIONS).map(p => `${p.topic}/${p.partition}`);
	const more = partitions.length - names.length;
	return `${names.join(' ')}${more > 0 ? ` +${more}` : ''}`;
};

const partitionJson = ({ unknown, ...partition }: TransactionPartition) => explained({ ...partition }, unknown);

/** Transactions that are under way or hang. */
export const transactionTable: NounTable<OpenTransaction> = {
	noun: 'transactions',
	unknownOf: t => t.unknown.map(u => (u.field === 'startedMs' ? { ...u, field: 'started' } : u)),
	columns: [
		{
			id: 'transactionalId',
			title: 'TRANSACTIONAL ID',
			align: 'left',
			priority: 0,
			cell: t => cellOf(t.transactionalId, id => textCell(id)),
			compare: byValue(t => t.transactionalId),
			json: t => t.transactionalId,
		},
		{
			id: 'verdict',
			title: 'VERDICT',
			align: 'left',
			priority: 0,
			cell: t =>
				t.verdict === 'unknown'
					? { text: '?', state: 'unknown', severity: 'muted' }
					: textCell(t.verdict === 'hanging' ? 'HANGING' : t.verdict, VERDICTS[t.verdict]),
			compare: byValue(t => t.verdict),
			json: t => t.verdict,
		},
		{
			id: 'state',
			title: 'STATE',
			align: 'left',
			priority: 2,
			cell: t => cellOf(t.state, s => textCell(s)),
			compare: byValue(t => t.state),
			json: t => t.state,
		},
		{
			id: 'ageMs',
			title: 'AGE',
			unit: 'milliseconds',
			align: 'right',
			priority: 1,
			cell: t => ageCell(t.ageMs),
			compare: byValue(t => t.ageMs),
			json: t => t.ageMs,
		},
		{
			id: 'timeoutMs',
			title: 'TIMEOUT',
			unit: 'milliseconds',
			align: 'right',
			priority: 4,
			cell: t => ageCell(t.timeoutMs),
			compare: byValue(t => t.timeoutMs),
			json: t => t.timeoutMs,
		},
		{
			id: 'heldBack',
			title: 'HELD BACK',
			unit: 'offsets',
			align: 'right',
			priority: 1,
			cell: t => groupedCell(heldBackOf(t)),
			compare: byValue(heldBackOf),
			json: heldBackOf,
		},
		{
			id: 'partitions',
			title: 'PARTITIONS',
			align: 'left',
			priority: 3,
			cell: t => (t.partitions.length === 0 ? notApplicableCell : textCell(partitionsText(t))),
			compare: byValue(t => t.partitions.length),
			json: t => t.partitions.map(partitionJson),
		},
		{
			id: 'producerId',
			title: 'PRODUCER',
			align: 'right',
			priority: 5,
			cell: t => textCell(`${t.producerId}${t.producerEpoch === null ? '' : `:${t.producerEpoch}`}`),
			compare: byValue(t => t.producerId),
			json: t => t.producerId,
		},
		{
			id: 'coordinator',
			title: 'COORD',
			align: 'right',
			priority: 6,
			cell: t => cellOf(t.coordinator, String),
			compare: byValue(t => t.coordinator),
			json: t => t.coordinator,
		},
	],
	jsonOnly: {
		producerEpoch: t => t.producerEpoch,
		started: t => (t.startedMs === null ? null : isoText(t.startedMs)),
	},
};
