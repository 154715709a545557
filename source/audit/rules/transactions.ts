/** Transactions that hold consumers back. */
import { ageText } from '../../units/duration.ts';
import { overFact, overList } from '../over.ts';
import { finding, notApplicable, notAssessed, PASS, type Rule, STANDARD } from '../rule.ts';

const hangingTransactions: Rule = {
	id: 'LAG-10',
	title: 'No transaction hangs',
	area: 'consumers',
	severity: 'high',
	appliesTo: STANDARD,
	reads: ['transactions'],
	threshold: 'open on a partition for longer than any transaction may be, and known to no coordinator (KIP-664)',
	source: ['TK', 'AK'],
	check: s => {
		const { transactions } = s;
		if (!transactions.isKnown || transactions.value.open.length === 0)
			return overFact(transactions, ({ partitions }) => (partitions === 0 ? notApplicable('there is no partition') : PASS));
		return overList(
			{ ...transactions, value: transactions.value.open },
			'transaction',
			t => t.transactionalId ?? `producer ${t.producerId}`,
			t => {
				const where = t.partitions[0];
				if (t.verdict === 'hanging')
					return finding(
						`${where === undefined ? '' : `${where.topic}/${where.partition} `}held back${t.ageMs === null ? '' : ` since ${ageText(t.ageMs)}`}`,
					);
				return t.verdict === 'unknown' ? notAssessed('too young to tell, or its coordinator could not be asked') : PASS;
			},
		);
	},
	effect: 'kafka-transactions.sh abort ends it on the partition; consumers of read_committed go on from there. Records of it are skipped.',
};

export const TRANSACTION_RULES: readonly Rule[] = [hangingTransactions];
