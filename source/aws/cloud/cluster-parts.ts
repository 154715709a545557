import type { CloudPlace } from '../../model/cloud/cloud-cluster.ts';
import { type CloudConfiguration, type CloudOperation, type ScramSecret, secretName } from '../../model/cloud/cloud-parts.ts';
import {
	DescribeConfigurationCommand,
	GetCompatibleKafkaVersionsCommand,
	type KafkaClient,
	ListClusterOperationsV2Command,
	ListScramSecretsCommand,
} from '../msk-client.ts';
import { DescribeSecretCommand, type DescribeSecretResponse, type SecretsManagerClient } from '../secrets-client.ts';
import type { CloudCalls } from './cloud-calls.ts';

/** MSK lists the newest first; what is older than so many is history. */
const MOST_OPERATIONS = 50;
/** MSK holds up to 1,000; each is looked up by a call of its own. */
const MOST_SECRETS = 30;

type Asking = {
	readonly kafka: KafkaClient;
	readonly calls: CloudCalls;
	readonly place: CloudPlace;
	readonly signal: AbortSignal | undefined;
};

/** kafka:ListClusterOperationsV2. */
export const readOperations = async ({ kafka, calls, place: { arn }, signal }: Asking): Promise<readonly CloudOperation[]> => {
	const { ClusterOperationInfoList = [] } = await calls.call({ action: 'kafka:ListClusterOperationsV2', resource: arn }, signal, bound =>
		kafka.send(new ListClusterOperationsV2Command({ ClusterArn: arn, MaxResults: MOST_OPERATIONS }), bound),
	);
	return ClusterOperationInfoList.map(({ OperationArn = '', OperationType = '', OperationState = '', StartTime, EndTime }) => ({
		arn: OperationArn,
		type: OperationType,
		state: OperationState,
		startMs: StartTime?.getTime() ?? null,
		endMs: EndTime?.getTime() ?? null,
	}));
};

/** kafka:DescribeConfiguration. */
export const readConfiguration = async (arn: string, { kafka, calls, signal }: Asking): Promise<CloudConfiguration> => {
	const { Name, LatestRevision } = await calls.call({ action: 'kafka:DescribeConfiguration', resource: arn }, signal, bound =>
		kafka.send(new DescribeConfigurationCommand({ Arn: arn }), bound),
	);
	return {
		name: Name ?? arn,
		latestRevision: LatestRevision?.Revision ?? null,
		latestDescription: LatestRevision?.Description || null,
		latestMs: LatestRevision?.CreationTime?.getTime() ?? null,
	};
};

/** kafka:GetCompatibleKafkaVersions: the versions that the cluster can be brought to. */
export const readTargetVersions = async ({ kafka, calls, place: { arn }, signal }: Asking): Promise<readonly string[]> => {
	const { CompatibleKafkaVersions = [] } = await calls.call({ action: 'kafka:GetCompatibleKafkaVersions', resource: arn }, signal, bound =>
		kafka.send(new GetCompatibleKafkaVersionsCommand({ ClusterArn: arn }), bound),
	);
	return CompatibleKafkaVersions.flatMap(v => v.TargetVersions ?? []);
};

/** kafka:ListScramSecrets, and secretsmanager:DescribeSecret for each; what may not be described is told by its name alone. */
export const readScramSecrets = async (
	{ kafka, calls, place, signal }: Asking,
	secrets: () => Promise<SecretsManagerClient>,
): Promise<readonly ScramSecret[]> => {
	const arns: string[] = [];
	let NextToken: string | undefined;
	do {
		const answer = await calls.call({ action: 'kafka:ListScramSecrets', resource: place.arn }, signal, bound =>
			kafka.send(new ListScramSecretsCommand({ ClusterArn: place.arn, MaxResults: 100, NextToken }), bound),
		);
		arns.push(...(answer.SecretArnList ?? []));
		NextToken = answer.NextToken;
	} while (NextToken !== undefined && arns.length < 1_000);
	const client = arns.length === 0 ? undefined : await secrets();
	const describe = async (secretArn: string): Promise<DescribeSecretResponse | undefined> =>
		client === undefined
			? undefined
			: calls.call({ action: 'secretsmanager:DescribeSecret', resource: secretArn }, signal, bound =>
					client.send(new DescribeSecretCommand({ SecretId: secretArn }), bound),
				);
	const described: ScramSecret[] = [];
	let isRefused = false;
	for (const arn of arns) {
		const told: DescribeSecretResponse | undefined =
			isRefused || described.length >= MOST_SECRETS ? undefined : await describe(arn).catch(() => undefined);
		// Who may not describe one is not asked about the hundreds of others.
		isRefused = isRefused || told === undefined;
		described.push({
			arn,
			name: told?.Name ?? secretName(arn),
			kmsKeyId: told === undefined ? undefined : (told.KmsKeyId ?? null),
			changedMs: told === undefined ? undefined : (told.LastChangedDate?.getTime() ?? null),
			deletedMs: told === undefined ? undefined : (told.DeletedDate?.getTime() ?? null),
		});
	}
	return described;
};
