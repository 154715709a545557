/** MSK's client behind a static import, see check-imports: loaded only for `--cluster ARN` and what AWS knows of a cluster. */
export {
	type Cluster,
	type ClusterOperationV2Summary,
	DescribeClusterV2Command,
	DescribeConfigurationCommand,
	GetBootstrapBrokersCommand,
	type GetBootstrapBrokersResponse,
	GetCompatibleKafkaVersionsCommand,
	KafkaClient,
	ListClusterOperationsV2Command,
	ListClustersV2Command,
	ListScramSecretsCommand,
} from '@aws-sdk/client-kafka';
