import {
	AWS_RIGHTS,
	type AwsSources,
	type MetricFacts,
	type MetricSeries,
	type MskFacts,
	type SecretFacts,
} from '../../audit/aws-facts.ts';
import { type Fact, fact, type Missing, missingFact } from '../../audit/fact.ts';
import { AUDIT_METRICS, type AuditMetric } from '../../audit/metric-queries.ts';
import { alarmRows } from '../../model/cloud/alarm-row.ts';
import type { CloudDescription } from '../../model/cloud/cloud-cluster.ts';
import type { ScramSecret } from '../../model/cloud/cloud-parts.ts';
import { cloudUnknown } from '../../model/cloud/cloud-unknown.ts';
import { asFailure, type Failure, type Outcome } from '../../model/failure.ts';
import type { CloudReader, MetricQuery, MetricWindow } from '../../ports/cloud-reader.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { brokerIds } from '../cloud/broker-ids.ts';
import { awsNotAsked } from './no-aws.ts';

const DAY_MS = 86_400_000;
const DAY: Pick<MetricWindow, 'periodSeconds'> & { readonly ms: number } = { ms: DAY_MS, periodSeconds: 300 };
const TWO_WEEKS: typeof DAY = { ms: 14 * DAY_MS, periodSeconds: 3600 };

/** What this version asks nobody about. */
const NOT_ASKED: readonly (keyof AwsSources)[] = ['nodes', 'autoscaling', 'key', 'policy'];

/** Reads what AWS tells of a cluster, each part by a right of its own. Nothing rejects but an abort. */
export const readAwsFacts = async (known: KnownCluster, noAws: string, options?: ReadOptions): Promise<AwsSources> => {
	const { cloud } = known;
	if (cloud === undefined) return awsNotAsked(noAws);
	const tried = async <T>(ask: () => Promise<Fact<T>>): Promise<Fact<T>> => {
		try {
			return await ask();
		} catch (error) {
			options?.signal?.throwIfAborted();
			return missingFact(missingOf(asFailure(error)));
		}
	};
	const describe = () => cloud.describe(options);
	const [msk, operations, configuration, versions, metrics, alarms, secrets] = await Promise.all([
		tried(async () => fact(mskFacts(await describe()))),
		tried(async () =>
			fact((await cloud.readOperations(options)).map(({ type, state, startMs }) => ({ type, state, startedMs: startMs, error: null }))),
		),
		tried(async () => {
			const { configuration: inUse } = await describe();
			if (inUse === null) return fact(null);
			const { latestRevision } = await cloud.readConfiguration(inUse.arn, options);
			return latestRevision === null
				? missingFact({ reason: 'MSK did not tell the newest revision', needs: null })
				: fact({ latestRevision });
		}),
		tried(async () => fact((await cloud.readTargetVersions(options)).map(version => ({ version, status: 'ACTIVE' })))),
		tried(async () => fact(await readMetrics(known, cloud, options))),
		tried(async () => {
			const [rows, { kind, monitoringLevel }, ids] = await Promise.all([
				cloud.readAlarms(options),
				describe(),
				brokerIds(known, cloud, options),
			]);
			return fact(alarmRows(rows, { kind, level: monitoringLevel }, ids));
		}),
		tried(async () =>
			fact((await describe()).authentication.includes('scram') ? (await cloud.readScramSecrets(options)).map(secretFacts) : []),
		),
	]);
	const rest = Object.fromEntries(
		NOT_ASKED.map(name => [name, missingFact({ reason: 'this version of msk-tui does not ask AWS for it', needs: AWS_RIGHTS[name] })]),
	) as unknown as Pick<AwsSources, 'nodes' | 'autoscaling' | 'key' | 'policy'>;
	return { msk, operations, configuration, versions, metrics, alarms, secrets, ...rest };
};

const missingOf = (failure: Failure): Missing => ({
	...cloudUnknown(failure),
	...(failure.kind !== 'unsupported' && { isUnread: true as const }),
});

const mskFacts = (d: CloudDescription): MskFacts => ({
	type: d.kind,
	state: d.state,
	currentVersion: d.currentVersion,
	stateMessage: d.stateMessage,
	operationArn: d.activeOperation,
	customerActionStatus: d.customerAction,
	kafkaVersion: d.kafkaVersion,
	instanceType: d.instanceType,
	brokers: d.brokers,
	zones: d.zones,
	volumeGiB: d.volumeGib,
	volumeThroughput: d.volumeThroughput,
	storageMode: d.storageMode === 'LOCAL' || d.storageMode === 'TIERED' ? d.storageMode : null,
	isPublic: d.publicAccess === null ? null : d.publicAccess !== 'DISABLED',
	authentication: {
		iam: d.authentication.includes('iam'),
		scram: d.authentication.includes('scram'),
		tls: d.authentication.includes('tls'),
		unauthenticated: d.authentication.includes('unauthenticated'),
	},
	certificateAuthorities: null,
	clientBroker:
		d.clientEncryption === 'TLS' || d.clientEncryption === 'TLS_PLAINTEXT' || d.clientEncryption === 'PLAINTEXT'
			? d.clientEncryption
			: null,
	isInClusterEncrypted: d.isEncryptedBetweenBrokers,
	kmsKeyId: d.kmsKey,
	monitoring: d.monitoringLevel,
	hasBrokerLogs: d.logs.some(l => l.logs === 'broker'),
	hasAuthorizerLogs: d.logs.some(l => l.logs === 'authorizer'),
	hasOpenMonitoring: d.openMonitoring.length > 0,
	usesZooKeeper: d.metadata === null ? null : d.metadata === 'ZooKeeper',
	configuration: d.configuration,
	rebalancing: d.rebalancing,
});

const secretFacts = ({ name, changedMs, kmsKeyId }: ScramSecret): SecretFacts => ({
	name,
	changedMs: changedMs ?? null,
	isCustomerKey: kmsKeyId === undefined ? null : kmsKeyId !== null && !kmsKeyId.includes('alias/aws/secretsmanager'),
});

const readMetrics = async (known: KnownCluster, cloud: CloudReader, options?: ReadOptions): Promise<MetricFacts> => {
	const brokers = await brokerIds(known, cloud, options);
	const nowMs = known.clock.now();
	const ask = async (metrics: readonly AuditMetric[], { ms, periodSeconds }: typeof DAY): Promise<readonly MetricSeries[]> => {
		const wanted = metrics.flatMap(({ metric, statistic, dimensions }) =>
			brokers.map(broker => {
				const query: MetricQuery = {
					key: `${metric} ${broker}`,
					name: metric.split('/')[0]!,
					statistic,
					dimensions: { 'Broker ID': String(broker), ...dimensions },
				};
				return { metric, broker, statistic, query };
			}),
		);
		// Whole periods: the last one is still being added up.
		const toMs = Math.floor(nowMs / (periodSeconds * 1000)) * periodSeconds * 1000;
		const answers = await cloud.readMetrics(
			wanted.map(w => w.query),
			{ fromMs: toMs - ms, toMs, periodSeconds },
			options,
		);
		return wanted.map(({ metric, broker, statistic, query }) => ({ metric, broker, statistic, points: pointsIn(answers.get(query.key)) }));
	};
	const [day, weeks] = await Promise.all([
		ask(
			AUDIT_METRICS.filter(m => m.isTrend !== true),
			DAY,
		),
		ask(
			AUDIT_METRICS.filter(m => m.isTrend === true),
			TWO_WEEKS,
		),
	]);
	return { windowMs: DAY.ms, periodMs: DAY.periodSeconds * 1000, series: [...day, ...weeks] };
};

/** What CloudWatch could not tell of one metric is as if it had no points: the rule then says that it has none. */
const pointsIn = (outcome: Outcome<MetricSeries['points']> | undefined): MetricSeries['points'] => (outcome?.ok ? outcome.value : []);
