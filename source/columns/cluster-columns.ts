import type { ClusterContext } from '../model/cluster-context.ts';
import type { Access, Environment } from '../model/connection-settings.ts';
import type { UnknownField } from '../model/unknown.ts';
import { isoText } from '../units/time.ts';
import { byValue, cellOf, notApplicableCell, textCell } from './cells.ts';
import type { NounTable, Severity } from './column.ts';

const ENVIRONMENTS: Readonly<Record<Environment, Severity>> = { prod: 'critical', staging: 'warning', dev: 'ok' };
const ACCESSES: Readonly<Record<Access, Severity | undefined>> = { 'read-only': undefined, 'read-write': 'warning', locked: 'muted' };

/** What only MSK tells of a cluster, and the columns that are empty before it was asked. */
const MSK_FIELDS = ['type', 'state', 'kafkaVersion', 'brokers'] as const;
export const MSK_COLUMNS: readonly string[] = MSK_FIELDS;
const unknownFields = (reason: string, needs: string | null): readonly UnknownField[] =>
	MSK_FIELDS.map(field => ({ field, reason, needs }));
const NOT_ASKED = unknownFields('the config file does not say it, and MSK was not asked', 'kafka:ListClustersV2');
const NOT_FOUND = unknownFields('it is not among the clusters that MSK told of', null);
const SERVERLESS: readonly UnknownField[] = ['kafkaVersion', 'brokers'].map(field => ({
	field,
	reason: 'Serverless has neither brokers nor a version to choose',
	needs: null,
}));
const mskUnknown = ({ msk }: ClusterContext): readonly UnknownField[] =>
	msk === undefined ? NOT_ASKED : msk === null ? NOT_FOUND : msk.kind === 'serverless' ? SERVERLESS : [];
const STATES: Readonly<Record<string, Severity>> = { ACTIVE: 'ok', FAILED: 'critical', DELETING: 'critical' };
/** How one gets in: what the file says, else what MSK offers. */
const authOf = ({ authentication, msk }: ClusterContext): readonly string[] | null =>
	authentication !== null ? [authentication] : msk ? msk.authentication : null;
const NO_ARN: UnknownField = { field: 'arn', reason: 'the config file names this cluster by its brokers', needs: null };
const NO_AUTH: UnknownField = { field: 'auth', reason: 'neither the config file nor a port says it', needs: null };
const NEVER_SEEN: readonly UnknownField[] = ['clusterId', 'seenAt'].map(field => ({
	field,
	reason: 'it was never reached from here',
	needs: null,
}));

/** `b-1.orders…:9098 +2`: the first broker leads to the others. */
const where = ({ arn, bootstrap: [first = '', ...others] }: ClusterContext): string =>
	arn ?? (others.length === 0 ? first : `${first} +${others.length}`);

/** Clusters one can choose: the contexts of the config file, and those of the account. */
export const clusterTable: NounTable<ClusterContext> = {
	noun: 'clusters',
	unknownOf: c => [
		...(c.arn === null ? [NO_ARN] : []),
		...mskUnknown(c),
		...(authOf(c) === null ? [NO_AUTH] : []),
		...(c.seen === null ? NEVER_SEEN : []),
	],
	columns: [
		{
			id: 'name',
			title: 'NAME',
			align: 'left',
			priority: 0,
			cell: c => textCell(c.name),
			compare: byValue(c => c.name),
			json: c => c.name,
		},
		{
			id: 'environment',
			title: 'ENV',
			align: 'left',
			priority: 1,
			cell: c => textCell(c.environment.toUpperCase(), ENVIRONMENTS[c.environment]),
			compare: byValue(c => Object.keys(ENVIRONMENTS).indexOf(c.environment)),
			json: c => c.environment,
		},
		{
			id: 'access',
			title: 'ACCESS',
			align: 'left',
			priority: 2,
			cell: c => textCell(c.access, ACCESSES[c.access]),
			compare: byValue(c => c.access),
			json: c => c.access,
		},
		{
			id: 'auth',
			title: 'AUTH',
			align: 'left',
			priority: 4,
			cell: c => cellOf(authOf(c), auth => auth.join(',')),
			compare: byValue(c => authOf(c)?.join()),
			json: authOf,
		},
		{
			id: 'state',
			title: 'STATE',
			align: 'left',
			priority: 3,
			cell: c => cellOf(c.msk?.state ?? null, state => textCell(state, STATES[state] ?? 'warning')),
			compare: byValue(c => c.msk?.state),
			json: c => c.msk?.state ?? null,
		},
		{
			id: 'type',
			title: 'TYPE',
			align: 'left',
			priority: 5,
			cell: c => cellOf(c.msk?.kind ?? null, kind => kind),
			compare: byValue(c => c.msk?.kind),
			json: c => c.msk?.kind ?? null,
		},
		{
			id: 'kafkaVersion',
			title: 'KAFKA',
			align: 'left',
			priority: 5,
			cell: c => (c.msk?.kind === 'serverless' ? notApplicableCell : cellOf(c.msk?.kafkaVersion ?? null, version => version)),
			compare: byValue(c => c.msk?.kafkaVersion),
			json: c => c.msk?.kafkaVersion ?? null,
		},
		{
			id: 'brokers',
			title: 'BROKERS',
			align: 'right',
			priority: 6,
			cell: c => (c.msk?.kind === 'serverless' ? notApplicableCell : cellOf(c.msk?.brokers ?? null, String)),
			compare: byValue(c => c.msk?.brokers),
			json: c => c.msk?.brokers ?? null,
		},
		{
			id: 'where',
			title: 'BROKERS OR ARN',
			align: 'left',
			priority: 3,
			cell: c => textCell(where(c)),
			compare: byValue(where),
		},
		{
			id: 'current',
			title: 'CURRENT',
			align: 'left',
			priority: 5,
			cell: c => textCell(c.isCurrent ? 'current' : ''),
			compare: byValue(c => (c.isCurrent ? 0 : 1)),
			json: c => c.isCurrent,
		},
		{
			id: 'seenAt',
			title: 'LAST SEEN',
			align: 'left',
			priority: 6,
			cell: c => (c.seen === null ? notApplicableCell : textCell(isoText(c.seen.atMs).slice(0, 10))),
			compare: byValue(c => c.seen?.atMs),
			json: c => (c.seen === null ? null : isoText(c.seen.atMs)),
		},
		{
			id: 'clusterId',
			title: 'CLUSTER ID',
			align: 'left',
			priority: 7,
			cell: c => (c.seen === null ? notApplicableCell : textCell(c.seen.clusterId)),
			compare: byValue(c => c.seen?.clusterId),
			json: c => c.seen?.clusterId ?? null,
		},
	],
	jsonOnly: {
		arn: c => c.arn,
		bootstrap: c => c.bootstrap,
		source: c => (c.isOnlyFound ? 'aws' : 'config'),
		problems: c => (c.problem === null ? [] : [c.problem.message]),
	},
};
