/** MSK's client behind a static import, see check-imports: loaded only for `--cluster ARN` and what AWS knows of a cluster. */
export { DescribeClusterV2Command, GetBootstrapBrokersCommand, type GetBootstrapBrokersResponse, KafkaClient } from '@aws-sdk/client-kafka';
