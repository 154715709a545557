// Generated from the message definitions of Apache Kafka 4.4.0 (Apache-2.0, see NOTICE) by scripts/generate-protocol.ts; do not edit.

/** The request and response of every API, as decoded. */
export type Apis = {
	readonly Produce: { readonly request: ProduceRequest; readonly response: ProduceResponse };
	readonly Fetch: { readonly request: FetchRequest; readonly response: FetchResponse };
	readonly ListOffsets: { readonly request: ListOffsetsRequest; readonly response: ListOffsetsResponse };
	readonly Metadata: { readonly request: MetadataRequest; readonly response: MetadataResponse };
	readonly OffsetCommit: { readonly request: OffsetCommitRequest; readonly response: OffsetCommitResponse };
	readonly OffsetFetch: { readonly request: OffsetFetchRequest; readonly response: OffsetFetchResponse };
	readonly FindCoordinator: { readonly request: FindCoordinatorRequest; readonly response: FindCoordinatorResponse };
	readonly JoinGroup: { readonly request: JoinGroupRequest; readonly response: JoinGroupResponse };
	readonly Heartbeat: { readonly request: HeartbeatRequest; readonly response: HeartbeatResponse };
	readonly LeaveGroup: { readonly request: LeaveGroupRequest; readonly response: LeaveGroupResponse };
	readonly SyncGroup: { readonly request: SyncGroupRequest; readonly response: SyncGroupResponse };
	readonly DescribeGroups: { readonly request: DescribeGroupsRequest; readonly response: DescribeGroupsResponse };
	readonly ListGroups: { readonly request: ListGroupsRequest; readonly response: ListGroupsResponse };
	readonly SaslHandshake: { readonly request: SaslHandshakeRequest; readonly response: SaslHandshakeResponse };
	readonly ApiVersions: { readonly request: ApiVersionsRequest; readonly response: ApiVersionsResponse };
	readonly CreateTopics: { readonly request: CreateTopicsRequest; readonly response: CreateTopicsResponse };
	readonly DeleteTopics: { readonly request: DeleteTopicsRequest; readonly response: DeleteTopicsResponse };
	readonly DeleteRecords: { readonly request: DeleteRecordsRequest; readonly response: DeleteRecordsResponse };
	readonly InitProducerId: { readonly request: InitProducerIdRequest; readonly response: InitProducerIdResponse };
	readonly OffsetForLeaderEpoch: { readonly request: OffsetForLeaderEpochRequest; readonly response: OffsetForLeaderEpochResponse };
	readonly AddPartitionsToTxn: { readonly request: AddPartitionsToTxnRequest; readonly response: AddPartitionsToTxnResponse };
	readonly AddOffsetsToTxn: { readonly request: AddOffsetsToTxnRequest; readonly response: AddOffsetsToTxnResponse };
	readonly EndTxn: { readonly request: EndTxnRequest; readonly response: EndTxnResponse };
	readonly WriteTxnMarkers: { readonly request: WriteTxnMarkersRequest; readonly response: WriteTxnMarkersResponse };
	readonly TxnOffsetCommit: { readonly request: TxnOffsetCommitRequest; readonly response: TxnOffsetCommitResponse };
	readonly DescribeAcls: { readonly request: DescribeAclsRequest; readonly response: DescribeAclsResponse };
	readonly CreateAcls: { readonly request: CreateAclsRequest; readonly response: CreateAclsResponse };
	readonly DeleteAcls: { readonly request: DeleteAclsRequest; readonly response: DeleteAclsResponse };
	readonly DescribeConfigs: { readonly request: DescribeConfigsRequest; readonly response: DescribeConfigsResponse };
	readonly AlterConfigs: { readonly request: AlterConfigsRequest; readonly response: AlterConfigsResponse };
	readonly AlterReplicaLogDirs: { readonly request: AlterReplicaLogDirsRequest; readonly response: AlterReplicaLogDirsResponse };
	readonly DescribeLogDirs: { readonly request: DescribeLogDirsRequest; readonly response: DescribeLogDirsResponse };
	readonly SaslAuthenticate: { readonly request: SaslAuthenticateRequest; readonly response: SaslAuthenticateResponse };
	readonly CreatePartitions: { readonly request: CreatePartitionsRequest; readonly response: CreatePartitionsResponse };
	readonly CreateDelegationToken: { readonly request: CreateDelegationTokenRequest; readonly response: CreateDelegationTokenResponse };
	readonly RenewDelegationToken: { readonly request: RenewDelegationTokenRequest; readonly response: RenewDelegationTokenResponse };
	readonly ExpireDelegationToken: { readonly request: ExpireDelegationTokenRequest; readonly response: ExpireDelegationTokenResponse };
	readonly DescribeDelegationToken: { readonly request: DescribeDelegationTokenRequest; readonly response: DescribeDelegationTokenResponse };
	readonly DeleteGroups: { readonly request: DeleteGroupsRequest; readonly response: DeleteGroupsResponse };
	readonly ElectLeaders: { readonly request: ElectLeadersRequest; readonly response: ElectLeadersResponse };
	readonly IncrementalAlterConfigs: { readonly request: IncrementalAlterConfigsRequest; readonly response: IncrementalAlterConfigsResponse };
	readonly AlterPartitionReassignments: { readonly request: AlterPartitionReassignmentsRequest; readonly response: AlterPartitionReassignmentsResponse };
	readonly ListPartitionReassignments: { readonly request: ListPartitionReassignmentsRequest; readonly response: ListPartitionReassignmentsResponse };
	readonly OffsetDelete: { readonly request: OffsetDeleteRequest; readonly response: OffsetDeleteResponse };
	readonly DescribeClientQuotas: { readonly request: DescribeClientQuotasRequest; readonly response: DescribeClientQuotasResponse };
	readonly AlterClientQuotas: { readonly request: AlterClientQuotasRequest; readonly response: AlterClientQuotasResponse };
	readonly DescribeUserScramCredentials: { readonly request: DescribeUserScramCredentialsRequest; readonly response: DescribeUserScramCredentialsResponse };
	readonly AlterUserScramCredentials: { readonly request: AlterUserScramCredentialsRequest; readonly response: AlterUserScramCredentialsResponse };
	readonly Vote: { readonly request: VoteRequest; readonly response: VoteResponse };
	readonly BeginQuorumEpoch: { readonly request: BeginQuorumEpochRequest; readonly response: BeginQuorumEpochResponse };
	readonly EndQuorumEpoch: { readonly request: EndQuorumEpochRequest; readonly response: EndQuorumEpochResponse };
	readonly DescribeQuorum: { readonly request: DescribeQuorumRequest; readonly response: DescribeQuorumResponse };
	readonly AlterPartition: { readonly request: AlterPartitionRequest; readonly response: AlterPartitionResponse };
	readonly UpdateFeatures: { readonly request: UpdateFeaturesRequest; readonly response: UpdateFeaturesResponse };
	readonly Envelope: { readonly request: EnvelopeRequest; readonly response: EnvelopeResponse };
	readonly FetchSnapshot: { readonly request: FetchSnapshotRequest; readonly response: FetchSnapshotResponse };
	readonly DescribeCluster: { readonly request: DescribeClusterRequest; readonly response: DescribeClusterResponse };
	readonly DescribeProducers: { readonly request: DescribeProducersRequest; readonly response: DescribeProducersResponse };
	readonly BrokerRegistration: { readonly request: BrokerRegistrationRequest; readonly response: BrokerRegistrationResponse };
	readonly BrokerHeartbeat: { readonly request: BrokerHeartbeatRequest; readonly response: BrokerHeartbeatResponse };
	readonly UnregisterBroker: { readonly request: UnregisterBrokerRequest; readonly response: UnregisterBrokerResponse };
	readonly DescribeTransactions: { readonly request: DescribeTransactionsRequest; readonly response: DescribeTransactionsResponse };
	readonly ListTransactions: { readonly request: ListTransactionsRequest; readonly response: ListTransactionsResponse };
	readonly AllocateProducerIds: { readonly request: AllocateProducerIdsRequest; readonly response: AllocateProducerIdsResponse };
	readonly ConsumerGroupHeartbeat: { readonly request: ConsumerGroupHeartbeatRequest; readonly response: ConsumerGroupHeartbeatResponse };
	readonly ConsumerGroupDescribe: { readonly request: ConsumerGroupDescribeRequest; readonly response: ConsumerGroupDescribeResponse };
	readonly ControllerRegistration: { readonly request: ControllerRegistrationRequest; readonly response: ControllerRegistrationResponse };
	readonly GetTelemetrySubscriptions: { readonly request: GetTelemetrySubscriptionsRequest; readonly response: GetTelemetrySubscriptionsResponse };
	readonly PushTelemetry: { readonly request: PushTelemetryRequest; readonly response: PushTelemetryResponse };
	readonly AssignReplicasToDirs: { readonly request: AssignReplicasToDirsRequest; readonly response: AssignReplicasToDirsResponse };
	readonly ListConfigResources: { readonly request: ListConfigResourcesRequest; readonly response: ListConfigResourcesResponse };
	readonly DescribeTopicPartitions: { readonly request: DescribeTopicPartitionsRequest; readonly response: DescribeTopicPartitionsResponse };
	readonly ShareGroupHeartbeat: { readonly request: ShareGroupHeartbeatRequest; readonly response: ShareGroupHeartbeatResponse };
	readonly ShareGroupDescribe: { readonly request: ShareGroupDescribeRequest; readonly response: ShareGroupDescribeResponse };
	readonly ShareFetch: { readonly request: ShareFetchRequest; readonly response: ShareFetchResponse };
	readonly ShareAcknowledge: { readonly request: ShareAcknowledgeRequest; readonly response: ShareAcknowledgeResponse };
	readonly AddRaftVoter: { readonly request: AddRaftVoterRequest; readonly response: AddRaftVoterResponse };
	readonly RemoveRaftVoter: { readonly request: RemoveRaftVoterRequest; readonly response: RemoveRaftVoterResponse };
	readonly UpdateRaftVoter: { readonly request: UpdateRaftVoterRequest; readonly response: UpdateRaftVoterResponse };
	readonly InitializeShareGroupState: { readonly request: InitializeShareGroupStateRequest; readonly response: InitializeShareGroupStateResponse };
	readonly ReadShareGroupState: { readonly request: ReadShareGroupStateRequest; readonly response: ReadShareGroupStateResponse };
	readonly WriteShareGroupState: { readonly request: WriteShareGroupStateRequest; readonly response: WriteShareGroupStateResponse };
	readonly DeleteShareGroupState: { readonly request: DeleteShareGroupStateRequest; readonly response: DeleteShareGroupStateResponse };
	readonly ReadShareGroupStateSummary: { readonly request: ReadShareGroupStateSummaryRequest; readonly response: ReadShareGroupStateSummaryResponse };
	readonly StreamsGroupHeartbeat: { readonly request: StreamsGroupHeartbeatRequest; readonly response: StreamsGroupHeartbeatResponse };
	readonly StreamsGroupDescribe: { readonly request: StreamsGroupDescribeRequest; readonly response: StreamsGroupDescribeResponse };
	readonly DescribeShareGroupOffsets: { readonly request: DescribeShareGroupOffsetsRequest; readonly response: DescribeShareGroupOffsetsResponse };
	readonly AlterShareGroupOffsets: { readonly request: AlterShareGroupOffsetsRequest; readonly response: AlterShareGroupOffsetsResponse };
	readonly DeleteShareGroupOffsets: { readonly request: DeleteShareGroupOffsetsRequest; readonly response: DeleteShareGroupOffsetsResponse };
	readonly StreamsGroupTopologyDescriptionUpdate: { readonly request: StreamsGroupTopologyDescriptionUpdateRequest; readonly response: StreamsGroupTopologyDescriptionUpdateResponse };
	readonly UnregisterController: { readonly request: UnregisterControllerRequest; readonly response: UnregisterControllerResponse };
};

/** Kafka's other messages: headers, and data kept inside records or other messages. */
export type DataMessages = {
	readonly AbortedTxn: AbortedTxn;
	readonly ConsumerProtocolAssignment: ConsumerProtocolAssignment;
	readonly ConsumerProtocolSubscription: ConsumerProtocolSubscription;
	readonly ControlRecordTypeSchema: ControlRecordTypeSchema;
	readonly DefaultPrincipalData: DefaultPrincipalData;
	readonly EndTxnMarker: EndTxnMarker;
	readonly KRaftVersionRecord: KRaftVersionRecord;
	readonly LeaderChangeMessage: LeaderChangeMessage;
	readonly RequestHeader: RequestHeader;
	readonly ResponseHeader: ResponseHeader;
	readonly SnapshotFooterRecord: SnapshotFooterRecord;
	readonly SnapshotHeaderRecord: SnapshotHeaderRecord;
	readonly VotersRecord: VotersRecord;
};

export type AbortedTxn = {
	readonly producerId: bigint;
	readonly firstOffset: bigint;
	readonly lastOffset: bigint;
	readonly lastStableOffset: bigint;
};

export type AddOffsetsToTxnRequest = {
	readonly transactionalId: string;
	readonly producerId: bigint;
	readonly producerEpoch: number;
	readonly groupId: string;
};

export type AddOffsetsToTxnResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
};

export type AddPartitionsToTxnRequest = {
	/** v4+ */
	readonly transactions: readonly AddPartitionsToTxnRequestAddPartitionsToTxnTransaction[];
	/** v0–3 */
	readonly v3AndBelowTransactionalId: string;
	/** v0–3 */
	readonly v3AndBelowProducerId: bigint;
	/** v0–3 */
	readonly v3AndBelowProducerEpoch: number;
	/** v0–3 */
	readonly v3AndBelowTopics: readonly AddPartitionsToTxnRequestAddPartitionsToTxnTopic[];
};

export type AddPartitionsToTxnRequestAddPartitionsToTxnTransaction = {
	/** v4+ */
	readonly transactionalId: string;
	/** v4+ */
	readonly producerId: bigint;
	/** v4+ */
	readonly producerEpoch: number;
	/** v4+ */
	readonly verifyOnly: boolean;
	/** v4+ */
	readonly topics: readonly AddPartitionsToTxnRequestAddPartitionsToTxnTopic[];
};

export type AddPartitionsToTxnRequestAddPartitionsToTxnTopic = {
	readonly name: string;
	readonly partitions: readonly number[];
};

export type AddPartitionsToTxnResponse = {
	readonly throttleTimeMs: number;
	/** v4+ */
	readonly errorCode: number;
	/** v4+ */
	readonly resultsByTransaction: readonly AddPartitionsToTxnResponseAddPartitionsToTxnResult[];
	/** v0–3 */
	readonly resultsByTopicV3AndBelow: readonly AddPartitionsToTxnResponseAddPartitionsToTxnTopicResult[];
};

export type AddPartitionsToTxnResponseAddPartitionsToTxnResult = {
	/** v4+ */
	readonly transactionalId: string;
	/** v4+ */
	readonly topicResults: readonly AddPartitionsToTxnResponseAddPartitionsToTxnTopicResult[];
};

export type AddPartitionsToTxnResponseAddPartitionsToTxnTopicResult = {
	readonly name: string;
	readonly resultsByPartition: readonly AddPartitionsToTxnResponseAddPartitionsToTxnPartitionResult[];
};

export type AddPartitionsToTxnResponseAddPartitionsToTxnPartitionResult = {
	readonly partitionIndex: number;
	readonly partitionErrorCode: number;
};

export type AddRaftVoterRequest = {
	readonly clusterId: string | null;
	readonly timeoutMs: number;
	readonly voterId: number;
	readonly voterDirectoryId: string;
	readonly listeners: readonly AddRaftVoterRequestListener[];
	/** v1+ */
	readonly ackWhenCommitted: boolean;
};

export type AddRaftVoterRequestListener = {
	readonly name: string;
	readonly host: string;
	readonly port: number;
};

export type AddRaftVoterResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type AllocateProducerIdsRequest = {
	readonly brokerId: number;
	readonly brokerEpoch: bigint;
};

export type AllocateProducerIdsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly producerIdStart: bigint;
	readonly producerIdLen: number;
};

export type AlterClientQuotasRequest = {
	readonly entries: readonly AlterClientQuotasRequestEntryData[];
	readonly validateOnly: boolean;
};

export type AlterClientQuotasRequestEntryData = {
	readonly entity: readonly AlterClientQuotasRequestEntityData[];
	readonly ops: readonly AlterClientQuotasRequestOpData[];
};

export type AlterClientQuotasRequestEntityData = {
	readonly entityType: string;
	readonly entityName: string | null;
};

export type AlterClientQuotasRequestOpData = {
	readonly key: string;
	readonly value: number;
	readonly remove: boolean;
};

export type AlterClientQuotasResponse = {
	readonly throttleTimeMs: number;
	readonly entries: readonly AlterClientQuotasResponseEntryData[];
};

export type AlterClientQuotasResponseEntryData = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly entity: readonly AlterClientQuotasResponseEntityData[];
};

export type AlterClientQuotasResponseEntityData = {
	readonly entityType: string;
	readonly entityName: string | null;
};

export type AlterConfigsRequest = {
	readonly resources: readonly AlterConfigsRequestAlterConfigsResource[];
	readonly validateOnly: boolean;
};

export type AlterConfigsRequestAlterConfigsResource = {
	readonly resourceType: number;
	readonly resourceName: string;
	readonly configs: readonly AlterConfigsRequestAlterableConfig[];
};

export type AlterConfigsRequestAlterableConfig = {
	readonly name: string;
	readonly value: string | null;
};

export type AlterConfigsResponse = {
	readonly throttleTimeMs: number;
	readonly responses: readonly AlterConfigsResponseAlterConfigsResourceResponse[];
};

export type AlterConfigsResponseAlterConfigsResourceResponse = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly resourceType: number;
	readonly resourceName: string;
};

export type AlterPartitionReassignmentsRequest = {
	readonly timeoutMs: number;
	/** v1+ */
	readonly allowReplicationFactorChange: boolean;
	readonly topics: readonly AlterPartitionReassignmentsRequestReassignableTopic[];
};

export type AlterPartitionReassignmentsRequestReassignableTopic = {
	readonly name: string;
	readonly partitions: readonly AlterPartitionReassignmentsRequestReassignablePartition[];
};

export type AlterPartitionReassignmentsRequestReassignablePartition = {
	readonly partitionIndex: number;
	readonly replicas: readonly number[] | null;
};

export type AlterPartitionReassignmentsResponse = {
	readonly throttleTimeMs: number;
	/** v1+ */
	readonly allowReplicationFactorChange: boolean;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly responses: readonly AlterPartitionReassignmentsResponseReassignableTopicResponse[];
};

export type AlterPartitionReassignmentsResponseReassignableTopicResponse = {
	readonly name: string;
	readonly partitions: readonly AlterPartitionReassignmentsResponseReassignablePartitionResponse[];
};

export type AlterPartitionReassignmentsResponseReassignablePartitionResponse = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type AlterPartitionRequest = {
	readonly brokerId: number;
	readonly brokerEpoch: bigint;
	readonly topics: readonly AlterPartitionRequestTopicData[];
};

export type AlterPartitionRequestTopicData = {
	readonly topicId: string;
	readonly partitions: readonly AlterPartitionRequestPartitionData[];
};

export type AlterPartitionRequestPartitionData = {
	readonly partitionIndex: number;
	readonly leaderEpoch: number;
	/** v0–2 */
	readonly newIsr: readonly number[];
	/** v3+ */
	readonly newIsrWithEpochs: readonly AlterPartitionRequestBrokerState[];
	readonly leaderRecoveryState: number;
	readonly partitionEpoch: number;
};

export type AlterPartitionRequestBrokerState = {
	/** v3+ */
	readonly brokerId: number;
	/** v3+ */
	readonly brokerEpoch: bigint;
};

export type AlterPartitionResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly topics: readonly AlterPartitionResponseTopicData[];
};

export type AlterPartitionResponseTopicData = {
	readonly topicId: string;
	readonly partitions: readonly AlterPartitionResponsePartitionData[];
};

export type AlterPartitionResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly leaderId: number;
	readonly leaderEpoch: number;
	readonly isr: readonly number[];
	readonly leaderRecoveryState: number;
	readonly partitionEpoch: number;
};

export type AlterReplicaLogDirsRequest = {
	readonly dirs: readonly AlterReplicaLogDirsRequestAlterReplicaLogDir[];
};

export type AlterReplicaLogDirsRequestAlterReplicaLogDir = {
	readonly path: string;
	readonly topics: readonly AlterReplicaLogDirsRequestAlterReplicaLogDirTopic[];
};

export type AlterReplicaLogDirsRequestAlterReplicaLogDirTopic = {
	readonly name: string;
	readonly partitions: readonly number[];
};

export type AlterReplicaLogDirsResponse = {
	readonly throttleTimeMs: number;
	readonly results: readonly AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult[];
};

export type AlterReplicaLogDirsResponseAlterReplicaLogDirTopicResult = {
	readonly topicName: string;
	readonly partitions: readonly AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult[];
};

export type AlterReplicaLogDirsResponseAlterReplicaLogDirPartitionResult = {
	readonly partitionIndex: number;
	readonly errorCode: number;
};

export type AlterShareGroupOffsetsRequest = {
	readonly groupId: string;
	readonly topics: readonly AlterShareGroupOffsetsRequestTopic[];
};

export type AlterShareGroupOffsetsRequestTopic = {
	readonly topicName: string;
	readonly partitions: readonly AlterShareGroupOffsetsRequestPartition[];
};

export type AlterShareGroupOffsetsRequestPartition = {
	readonly partitionIndex: number;
	readonly startOffset: bigint;
};

export type AlterShareGroupOffsetsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly responses: readonly AlterShareGroupOffsetsResponseTopic[];
};

export type AlterShareGroupOffsetsResponseTopic = {
	readonly topicName: string;
	readonly topicId: string;
	readonly partitions: readonly AlterShareGroupOffsetsResponsePartition[];
};

export type AlterShareGroupOffsetsResponsePartition = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type AlterUserScramCredentialsRequest = {
	readonly deletions: readonly AlterUserScramCredentialsRequestScramCredentialDeletion[];
	readonly upsertions: readonly AlterUserScramCredentialsRequestScramCredentialUpsertion[];
};

export type AlterUserScramCredentialsRequestScramCredentialDeletion = {
	readonly name: string;
	readonly mechanism: number;
};

export type AlterUserScramCredentialsRequestScramCredentialUpsertion = {
	readonly name: string;
	readonly mechanism: number;
	readonly iterations: number;
	readonly salt: Buffer;
	readonly saltedPassword: Buffer;
};

export type AlterUserScramCredentialsResponse = {
	readonly throttleTimeMs: number;
	readonly results: readonly AlterUserScramCredentialsResponseAlterUserScramCredentialsResult[];
};

export type AlterUserScramCredentialsResponseAlterUserScramCredentialsResult = {
	readonly user: string;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type ApiVersionsRequest = {
	/** v3+ */
	readonly clientSoftwareName: string;
	/** v3+ */
	readonly clientSoftwareVersion: string;
	/** v5+ */
	readonly clusterId: string | null;
	/** v5+ */
	readonly nodeId: number;
};

export type ApiVersionsResponse = {
	readonly errorCode: number;
	readonly apiKeys: readonly ApiVersionsResponseApiVersion[];
	/** v1+ */
	readonly throttleTimeMs: number;
	/** v3+ */
	readonly supportedFeatures: readonly ApiVersionsResponseSupportedFeatureKey[];
	/** v3+ */
	readonly finalizedFeaturesEpoch: bigint;
	/** v3+ */
	readonly finalizedFeatures: readonly ApiVersionsResponseFinalizedFeatureKey[];
	/** v3+ */
	readonly zkMigrationReady: boolean;
};

export type ApiVersionsResponseApiVersion = {
	readonly apiKey: number;
	readonly minVersion: number;
	readonly maxVersion: number;
};

export type ApiVersionsResponseSupportedFeatureKey = {
	/** v3+ */
	readonly name: string;
	/** v3+ */
	readonly minVersion: number;
	/** v3+ */
	readonly maxVersion: number;
};

export type ApiVersionsResponseFinalizedFeatureKey = {
	/** v3+ */
	readonly name: string;
	/** v3+ */
	readonly maxVersionLevel: number;
	/** v3+ */
	readonly minVersionLevel: number;
};

export type AssignReplicasToDirsRequest = {
	readonly brokerId: number;
	readonly brokerEpoch: bigint;
	readonly directories: readonly AssignReplicasToDirsRequestDirectoryData[];
};

export type AssignReplicasToDirsRequestDirectoryData = {
	readonly id: string;
	readonly topics: readonly AssignReplicasToDirsRequestTopicData[];
};

export type AssignReplicasToDirsRequestTopicData = {
	readonly topicId: string;
	readonly partitions: readonly AssignReplicasToDirsRequestPartitionData[];
};

export type AssignReplicasToDirsRequestPartitionData = {
	readonly partitionIndex: number;
};

export type AssignReplicasToDirsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly directories: readonly AssignReplicasToDirsResponseDirectoryData[];
};

export type AssignReplicasToDirsResponseDirectoryData = {
	readonly id: string;
	readonly topics: readonly AssignReplicasToDirsResponseTopicData[];
};

export type AssignReplicasToDirsResponseTopicData = {
	readonly topicId: string;
	readonly partitions: readonly AssignReplicasToDirsResponsePartitionData[];
};

export type AssignReplicasToDirsResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
};

export type BeginQuorumEpochRequest = {
	readonly clusterId: string | null;
	/** v1+ */
	readonly voterId: number;
	readonly topics: readonly BeginQuorumEpochRequestTopicData[];
	/** v1+ */
	readonly leaderEndpoints: readonly BeginQuorumEpochRequestLeaderEndpoint[];
};

export type BeginQuorumEpochRequestTopicData = {
	readonly topicName: string;
	readonly partitions: readonly BeginQuorumEpochRequestPartitionData[];
};

export type BeginQuorumEpochRequestPartitionData = {
	readonly partitionIndex: number;
	/** v1+ */
	readonly voterDirectoryId: string;
	readonly leaderId: number;
	readonly leaderEpoch: number;
};

export type BeginQuorumEpochRequestLeaderEndpoint = {
	/** v1+ */
	readonly name: string;
	/** v1+ */
	readonly host: string;
	/** v1+ */
	readonly port: number;
};

export type BeginQuorumEpochResponse = {
	readonly errorCode: number;
	readonly topics: readonly BeginQuorumEpochResponseTopicData[];
	/** v1+ */
	readonly nodeEndpoints: readonly BeginQuorumEpochResponseNodeEndpoint[];
};

export type BeginQuorumEpochResponseTopicData = {
	readonly topicName: string;
	readonly partitions: readonly BeginQuorumEpochResponsePartitionData[];
};

export type BeginQuorumEpochResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly leaderId: number;
	readonly leaderEpoch: number;
};

export type BeginQuorumEpochResponseNodeEndpoint = {
	/** v1+ */
	readonly nodeId: number;
	/** v1+ */
	readonly host: string;
	/** v1+ */
	readonly port: number;
};

export type BrokerHeartbeatRequest = {
	readonly brokerId: number;
	readonly brokerEpoch: bigint;
	readonly currentMetadataOffset: bigint;
	readonly wantFence: boolean;
	readonly wantShutDown: boolean;
	/** v1+ */
	readonly offlineLogDirs: readonly string[];
	/** v2+ */
	readonly cordonedLogDirs: readonly string[] | null;
};

export type BrokerHeartbeatResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly isCaughtUp: boolean;
	readonly isFenced: boolean;
	readonly shouldShutDown: boolean;
};

export type BrokerRegistrationRequest = {
	readonly brokerId: number;
	readonly clusterId: string;
	readonly incarnationId: string;
	readonly listeners: readonly BrokerRegistrationRequestListener[];
	readonly features: readonly BrokerRegistrationRequestFeature[];
	readonly rack: string | null;
	/** v1+ */
	readonly isMigratingZkBroker: boolean;
	/** v2+ */
	readonly logDirs: readonly string[];
	/** v3+ */
	readonly previousBrokerEpoch: bigint;
};

export type BrokerRegistrationRequestListener = {
	readonly name: string;
	readonly host: string;
	readonly port: number;
	readonly securityProtocol: number;
};

export type BrokerRegistrationRequestFeature = {
	readonly name: string;
	readonly minSupportedVersion: number;
	readonly maxSupportedVersion: number;
};

export type BrokerRegistrationResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly brokerEpoch: bigint;
};

export type ConsumerGroupDescribeRequest = {
	readonly groupIds: readonly string[];
	readonly includeAuthorizedOperations: boolean;
};

export type ConsumerGroupDescribeResponse = {
	readonly throttleTimeMs: number;
	readonly groups: readonly ConsumerGroupDescribeResponseDescribedGroup[];
};

export type ConsumerGroupDescribeResponseDescribedGroup = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly groupId: string;
	readonly groupState: string;
	readonly groupEpoch: number;
	readonly assignmentEpoch: number;
	readonly assignorName: string;
	readonly members: readonly ConsumerGroupDescribeResponseMember[];
	readonly authorizedOperations: number;
};

export type ConsumerGroupDescribeResponseMember = {
	readonly memberId: string;
	readonly instanceId: string | null;
	readonly rackId: string | null;
	readonly memberEpoch: number;
	readonly clientId: string;
	readonly clientHost: string;
	readonly subscribedTopicNames: readonly string[];
	readonly subscribedTopicRegex: string | null;
	readonly assignment: ConsumerGroupDescribeResponseAssignment;
	readonly targetAssignment: ConsumerGroupDescribeResponseAssignment;
	/** v1+ */
	readonly memberType: number;
};

export type ConsumerGroupDescribeResponseAssignment = {
	readonly topicPartitions: readonly ConsumerGroupDescribeResponseTopicPartitions[];
};

export type ConsumerGroupDescribeResponseTopicPartitions = {
	readonly topicId: string;
	readonly topicName: string;
	readonly partitions: readonly number[];
};

export type ConsumerGroupHeartbeatRequest = {
	readonly groupId: string;
	readonly memberId: string;
	readonly memberEpoch: number;
	readonly instanceId: string | null;
	readonly rackId: string | null;
	readonly rebalanceTimeoutMs: number;
	readonly subscribedTopicNames: readonly string[] | null;
	/** v1+ */
	readonly subscribedTopicRegex: string | null;
	readonly serverAssignor: string | null;
	readonly topicPartitions: readonly ConsumerGroupHeartbeatRequestTopicPartitions[] | null;
};

export type ConsumerGroupHeartbeatRequestTopicPartitions = {
	readonly topicId: string;
	readonly partitions: readonly number[];
};

export type ConsumerGroupHeartbeatResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly memberId: string | null;
	readonly memberEpoch: number;
	readonly heartbeatIntervalMs: number;
	readonly assignment: ConsumerGroupHeartbeatResponseAssignment | null;
};

export type ConsumerGroupHeartbeatResponseAssignment = {
	readonly topicPartitions: readonly ConsumerGroupHeartbeatResponseTopicPartitions[];
};

export type ConsumerGroupHeartbeatResponseTopicPartitions = {
	readonly topicId: string;
	readonly partitions: readonly number[];
};

export type ConsumerProtocolAssignment = {
	readonly assignedPartitions: readonly ConsumerProtocolAssignmentTopicPartition[];
	readonly userData: Buffer | null;
};

export type ConsumerProtocolAssignmentTopicPartition = {
	readonly topic: string;
	readonly partitions: readonly number[];
};

export type ConsumerProtocolSubscription = {
	readonly topics: readonly string[];
	readonly userData: Buffer | null;
	/** v1+ */
	readonly ownedPartitions: readonly ConsumerProtocolSubscriptionTopicPartition[];
	/** v2+ */
	readonly generationId: number;
	/** v3+ */
	readonly rackId: string | null;
};

export type ConsumerProtocolSubscriptionTopicPartition = {
	/** v1+ */
	readonly topic: string;
	/** v1+ */
	readonly partitions: readonly number[];
};

export type ControlRecordTypeSchema = {
	readonly type: number;
};

export type ControllerRegistrationRequest = {
	readonly controllerId: number;
	readonly incarnationId: string;
	readonly zkMigrationReady: boolean;
	readonly listeners: readonly ControllerRegistrationRequestListener[];
	readonly features: readonly ControllerRegistrationRequestFeature[];
};

export type ControllerRegistrationRequestListener = {
	readonly name: string;
	readonly host: string;
	readonly port: number;
	readonly securityProtocol: number;
};

export type ControllerRegistrationRequestFeature = {
	readonly name: string;
	readonly minSupportedVersion: number;
	readonly maxSupportedVersion: number;
};

export type ControllerRegistrationResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type CreateAclsRequest = {
	readonly creations: readonly CreateAclsRequestAclCreation[];
};

export type CreateAclsRequestAclCreation = {
	readonly resourceType: number;
	readonly resourceName: string;
	readonly resourcePatternType: number;
	readonly principal: string;
	readonly host: string;
	readonly operation: number;
	readonly permissionType: number;
};

export type CreateAclsResponse = {
	readonly throttleTimeMs: number;
	readonly results: readonly CreateAclsResponseAclCreationResult[];
};

export type CreateAclsResponseAclCreationResult = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type CreateDelegationTokenRequest = {
	/** v3+ */
	readonly ownerPrincipalType: string | null;
	/** v3+ */
	readonly ownerPrincipalName: string | null;
	readonly renewers: readonly CreateDelegationTokenRequestCreatableRenewers[];
	readonly maxLifetimeMs: bigint;
};

export type CreateDelegationTokenRequestCreatableRenewers = {
	readonly principalType: string;
	readonly principalName: string;
};

export type CreateDelegationTokenResponse = {
	readonly errorCode: number;
	readonly principalType: string;
	readonly principalName: string;
	/** v3+ */
	readonly tokenRequesterPrincipalType: string;
	/** v3+ */
	readonly tokenRequesterPrincipalName: string;
	readonly issueTimestampMs: bigint;
	readonly expiryTimestampMs: bigint;
	readonly maxTimestampMs: bigint;
	readonly tokenId: string;
	readonly hmac: Buffer;
	readonly throttleTimeMs: number;
};

export type CreatePartitionsRequest = {
	readonly topics: readonly CreatePartitionsRequestCreatePartitionsTopic[];
	readonly timeoutMs: number;
	readonly validateOnly: boolean;
};

export type CreatePartitionsRequestCreatePartitionsTopic = {
	readonly name: string;
	readonly count: number;
	readonly assignments: readonly CreatePartitionsRequestCreatePartitionsAssignment[] | null;
};

export type CreatePartitionsRequestCreatePartitionsAssignment = {
	readonly brokerIds: readonly number[];
};

export type CreatePartitionsResponse = {
	readonly throttleTimeMs: number;
	readonly results: readonly CreatePartitionsResponseCreatePartitionsTopicResult[];
};

export type CreatePartitionsResponseCreatePartitionsTopicResult = {
	readonly name: string;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type CreateTopicsRequest = {
	readonly topics: readonly CreateTopicsRequestCreatableTopic[];
	readonly timeoutMs: number;
	readonly validateOnly: boolean;
};

export type CreateTopicsRequestCreatableTopic = {
	readonly name: string;
	readonly numPartitions: number;
	readonly replicationFactor: number;
	readonly assignments: readonly CreateTopicsRequestCreatableReplicaAssignment[];
	readonly configs: readonly CreateTopicsRequestCreatableTopicConfig[];
};

export type CreateTopicsRequestCreatableReplicaAssignment = {
	readonly partitionIndex: number;
	readonly brokerIds: readonly number[];
};

export type CreateTopicsRequestCreatableTopicConfig = {
	readonly name: string;
	readonly value: string | null;
};

export type CreateTopicsResponse = {
	readonly throttleTimeMs: number;
	readonly topics: readonly CreateTopicsResponseCreatableTopicResult[];
};

export type CreateTopicsResponseCreatableTopicResult = {
	readonly name: string;
	/** v7+ */
	readonly topicId: string;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	/** v5+ */
	readonly topicConfigErrorCode: number;
	/** v5+ */
	readonly numPartitions: number;
	/** v5+ */
	readonly replicationFactor: number;
	/** v5+ */
	readonly configs: readonly CreateTopicsResponseCreatableTopicConfigs[] | null;
};

export type CreateTopicsResponseCreatableTopicConfigs = {
	/** v5+ */
	readonly name: string;
	/** v5+ */
	readonly value: string | null;
	/** v5+ */
	readonly readOnly: boolean;
	/** v5+ */
	readonly configSource: number;
	/** v5+ */
	readonly isSensitive: boolean;
};

export type DefaultPrincipalData = {
	readonly type: string;
	readonly name: string;
	readonly tokenAuthenticated: boolean;
};

export type DeleteAclsRequest = {
	readonly filters: readonly DeleteAclsRequestDeleteAclsFilter[];
};

export type DeleteAclsRequestDeleteAclsFilter = {
	readonly resourceTypeFilter: number;
	readonly resourceNameFilter: string | null;
	readonly patternTypeFilter: number;
	readonly principalFilter: string | null;
	readonly hostFilter: string | null;
	readonly operation: number;
	readonly permissionType: number;
};

export type DeleteAclsResponse = {
	readonly throttleTimeMs: number;
	readonly filterResults: readonly DeleteAclsResponseDeleteAclsFilterResult[];
};

export type DeleteAclsResponseDeleteAclsFilterResult = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly matchingAcls: readonly DeleteAclsResponseDeleteAclsMatchingAcl[];
};

export type DeleteAclsResponseDeleteAclsMatchingAcl = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly resourceType: number;
	readonly resourceName: string;
	readonly patternType: number;
	readonly principal: string;
	readonly host: string;
	readonly operation: number;
	readonly permissionType: number;
};

export type DeleteGroupsRequest = {
	readonly groupsNames: readonly string[];
};

export type DeleteGroupsResponse = {
	readonly throttleTimeMs: number;
	readonly results: readonly DeleteGroupsResponseDeletableGroupResult[];
};

export type DeleteGroupsResponseDeletableGroupResult = {
	readonly groupId: string;
	readonly errorCode: number;
	/** v3+ */
	readonly errorMessage: string | null;
};

export type DeleteRecordsRequest = {
	readonly topics: readonly DeleteRecordsRequestDeleteRecordsTopic[];
	readonly timeoutMs: number;
};

export type DeleteRecordsRequestDeleteRecordsTopic = {
	readonly name: string;
	readonly partitions: readonly DeleteRecordsRequestDeleteRecordsPartition[];
};

export type DeleteRecordsRequestDeleteRecordsPartition = {
	readonly partitionIndex: number;
	readonly offset: bigint;
};

export type DeleteRecordsResponse = {
	readonly throttleTimeMs: number;
	readonly topics: readonly DeleteRecordsResponseDeleteRecordsTopicResult[];
};

export type DeleteRecordsResponseDeleteRecordsTopicResult = {
	readonly name: string;
	readonly partitions: readonly DeleteRecordsResponseDeleteRecordsPartitionResult[];
};

export type DeleteRecordsResponseDeleteRecordsPartitionResult = {
	readonly partitionIndex: number;
	readonly lowWatermark: bigint;
	readonly errorCode: number;
};

export type DeleteShareGroupOffsetsRequest = {
	readonly groupId: string;
	readonly topics: readonly DeleteShareGroupOffsetsRequestTopic[];
};

export type DeleteShareGroupOffsetsRequestTopic = {
	readonly topicName: string;
};

export type DeleteShareGroupOffsetsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly responses: readonly DeleteShareGroupOffsetsResponseTopic[];
};

export type DeleteShareGroupOffsetsResponseTopic = {
	readonly topicName: string;
	readonly topicId: string;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type DeleteShareGroupStateRequest = {
	readonly groupId: string;
	readonly topics: readonly DeleteShareGroupStateRequestDeleteStateData[];
};

export type DeleteShareGroupStateRequestDeleteStateData = {
	readonly topicId: string;
	readonly partitions: readonly DeleteShareGroupStateRequestPartitionData[];
};

export type DeleteShareGroupStateRequestPartitionData = {
	readonly partition: number;
};

export type DeleteShareGroupStateResponse = {
	readonly results: readonly DeleteShareGroupStateResponseDeleteStateResult[];
};

export type DeleteShareGroupStateResponseDeleteStateResult = {
	readonly topicId: string;
	readonly partitions: readonly DeleteShareGroupStateResponsePartitionResult[];
};

export type DeleteShareGroupStateResponsePartitionResult = {
	readonly partition: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type DeleteTopicsRequest = {
	/** v6+ */
	readonly topics: readonly DeleteTopicsRequestDeleteTopicState[];
	/** v0–5 */
	readonly topicNames: readonly string[];
	readonly timeoutMs: number;
};

export type DeleteTopicsRequestDeleteTopicState = {
	/** v6+ */
	readonly name: string | null;
	/** v6+ */
	readonly topicId: string;
};

export type DeleteTopicsResponse = {
	readonly throttleTimeMs: number;
	readonly responses: readonly DeleteTopicsResponseDeletableTopicResult[];
};

export type DeleteTopicsResponseDeletableTopicResult = {
	readonly name: string | null;
	/** v6+ */
	readonly topicId: string;
	readonly errorCode: number;
	/** v5+ */
	readonly errorMessage: string | null;
};

export type DescribeAclsRequest = {
	readonly resourceTypeFilter: number;
	readonly resourceNameFilter: string | null;
	readonly patternTypeFilter: number;
	readonly principalFilter: string | null;
	readonly hostFilter: string | null;
	readonly operation: number;
	readonly permissionType: number;
};

export type DescribeAclsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly resources: readonly DescribeAclsResponseDescribeAclsResource[];
};

export type DescribeAclsResponseDescribeAclsResource = {
	readonly resourceType: number;
	readonly resourceName: string;
	readonly patternType: number;
	readonly acls: readonly DescribeAclsResponseAclDescription[];
};

export type DescribeAclsResponseAclDescription = {
	readonly principal: string;
	readonly host: string;
	readonly operation: number;
	readonly permissionType: number;
};

export type DescribeClientQuotasRequest = {
	readonly components: readonly DescribeClientQuotasRequestComponentData[];
	readonly strict: boolean;
};

export type DescribeClientQuotasRequestComponentData = {
	readonly entityType: string;
	readonly matchType: number;
	readonly match: string | null;
};

export type DescribeClientQuotasResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly entries: readonly DescribeClientQuotasResponseEntryData[] | null;
};

export type DescribeClientQuotasResponseEntryData = {
	readonly entity: readonly DescribeClientQuotasResponseEntityData[];
	readonly values: readonly DescribeClientQuotasResponseValueData[];
};

export type DescribeClientQuotasResponseEntityData = {
	readonly entityType: string;
	readonly entityName: string | null;
};

export type DescribeClientQuotasResponseValueData = {
	readonly key: string;
	readonly value: number;
};

export type DescribeClusterRequest = {
	readonly includeClusterAuthorizedOperations: boolean;
	/** v1+ */
	readonly endpointType: number;
	/** v2+ */
	readonly includeFencedBrokers: boolean;
};

export type DescribeClusterResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	/** v1+ */
	readonly endpointType: number;
	readonly clusterId: string;
	readonly controllerId: number;
	readonly brokers: readonly DescribeClusterResponseDescribeClusterBroker[];
	readonly clusterAuthorizedOperations: number;
};

export type DescribeClusterResponseDescribeClusterBroker = {
	readonly brokerId: number;
	readonly host: string;
	readonly port: number;
	readonly rack: string | null;
	/** v2+ */
	readonly isFenced: boolean;
};

export type DescribeConfigsRequest = {
	readonly resources: readonly DescribeConfigsRequestDescribeConfigsResource[];
	readonly includeSynonyms: boolean;
	/** v3+ */
	readonly includeDocumentation: boolean;
};

export type DescribeConfigsRequestDescribeConfigsResource = {
	readonly resourceType: number;
	readonly resourceName: string;
	readonly configurationKeys: readonly string[] | null;
};

export type DescribeConfigsResponse = {
	readonly throttleTimeMs: number;
	readonly results: readonly DescribeConfigsResponseDescribeConfigsResult[];
};

export type DescribeConfigsResponseDescribeConfigsResult = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly resourceType: number;
	readonly resourceName: string;
	readonly configs: readonly DescribeConfigsResponseDescribeConfigsResourceResult[];
};

export type DescribeConfigsResponseDescribeConfigsResourceResult = {
	readonly name: string;
	readonly value: string | null;
	readonly readOnly: boolean;
	readonly configSource: number;
	readonly isSensitive: boolean;
	readonly synonyms: readonly DescribeConfigsResponseDescribeConfigsSynonym[];
	/** v3+ */
	readonly configType: number;
	/** v3+ */
	readonly documentation: string | null;
};

export type DescribeConfigsResponseDescribeConfigsSynonym = {
	readonly name: string;
	readonly value: string | null;
	readonly source: number;
};

export type DescribeDelegationTokenRequest = {
	readonly owners: readonly DescribeDelegationTokenRequestDescribeDelegationTokenOwner[] | null;
};

export type DescribeDelegationTokenRequestDescribeDelegationTokenOwner = {
	readonly principalType: string;
	readonly principalName: string;
};

export type DescribeDelegationTokenResponse = {
	readonly errorCode: number;
	readonly tokens: readonly DescribeDelegationTokenResponseDescribedDelegationToken[];
	readonly throttleTimeMs: number;
};

export type DescribeDelegationTokenResponseDescribedDelegationToken = {
	readonly principalType: string;
	readonly principalName: string;
	/** v3+ */
	readonly tokenRequesterPrincipalType: string;
	/** v3+ */
	readonly tokenRequesterPrincipalName: string;
	readonly issueTimestamp: bigint;
	readonly expiryTimestamp: bigint;
	readonly maxTimestamp: bigint;
	readonly tokenId: string;
	readonly hmac: Buffer;
	readonly renewers: readonly DescribeDelegationTokenResponseDescribedDelegationTokenRenewer[];
};

export type DescribeDelegationTokenResponseDescribedDelegationTokenRenewer = {
	readonly principalType: string;
	readonly principalName: string;
};

export type DescribeGroupsRequest = {
	readonly groups: readonly string[];
	/** v3+ */
	readonly includeAuthorizedOperations: boolean;
};

export type DescribeGroupsResponse = {
	/** v1+ */
	readonly throttleTimeMs: number;
	readonly groups: readonly DescribeGroupsResponseDescribedGroup[];
};

export type DescribeGroupsResponseDescribedGroup = {
	readonly errorCode: number;
	/** v6+ */
	readonly errorMessage: string | null;
	readonly groupId: string;
	readonly groupState: string;
	readonly protocolType: string;
	readonly protocolData: string;
	readonly members: readonly DescribeGroupsResponseDescribedGroupMember[];
	/** v3+ */
	readonly authorizedOperations: number;
};

export type DescribeGroupsResponseDescribedGroupMember = {
	readonly memberId: string;
	/** v4+ */
	readonly groupInstanceId: string | null;
	readonly clientId: string;
	readonly clientHost: string;
	readonly memberMetadata: Buffer;
	readonly memberAssignment: Buffer;
};

export type DescribeLogDirsRequest = {
	readonly topics: readonly DescribeLogDirsRequestDescribableLogDirTopic[] | null;
};

export type DescribeLogDirsRequestDescribableLogDirTopic = {
	readonly topic: string;
	readonly partitions: readonly number[];
};

export type DescribeLogDirsResponse = {
	readonly throttleTimeMs: number;
	/** v3+ */
	readonly errorCode: number;
	readonly results: readonly DescribeLogDirsResponseDescribeLogDirsResult[];
};

export type DescribeLogDirsResponseDescribeLogDirsResult = {
	readonly errorCode: number;
	readonly logDir: string;
	readonly topics: readonly DescribeLogDirsResponseDescribeLogDirsTopic[];
	/** v4+ */
	readonly totalBytes: bigint;
	/** v4+ */
	readonly usableBytes: bigint;
	/** v5+ */
	readonly isCordoned: boolean;
};

export type DescribeLogDirsResponseDescribeLogDirsTopic = {
	readonly name: string;
	readonly partitions: readonly DescribeLogDirsResponseDescribeLogDirsPartition[];
};

export type DescribeLogDirsResponseDescribeLogDirsPartition = {
	readonly partitionIndex: number;
	readonly partitionSize: bigint;
	readonly offsetLag: bigint;
	readonly isFutureKey: boolean;
};

export type DescribeProducersRequest = {
	readonly topics: readonly DescribeProducersRequestTopicRequest[];
};

export type DescribeProducersRequestTopicRequest = {
	readonly name: string;
	readonly partitionIndexes: readonly number[];
};

export type DescribeProducersResponse = {
	readonly throttleTimeMs: number;
	readonly topics: readonly DescribeProducersResponseTopicResponse[];
};

export type DescribeProducersResponseTopicResponse = {
	readonly name: string;
	readonly partitions: readonly DescribeProducersResponsePartitionResponse[];
};

export type DescribeProducersResponsePartitionResponse = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly activeProducers: readonly DescribeProducersResponseProducerState[];
};

export type DescribeProducersResponseProducerState = {
	readonly producerId: bigint;
	readonly producerEpoch: number;
	readonly lastSequence: number;
	readonly lastTimestamp: bigint;
	readonly coordinatorEpoch: number;
	readonly currentTxnStartOffset: bigint;
};

export type DescribeQuorumRequest = {
	readonly topics: readonly DescribeQuorumRequestTopicData[];
};

export type DescribeQuorumRequestTopicData = {
	readonly topicName: string;
	readonly partitions: readonly DescribeQuorumRequestPartitionData[];
};

export type DescribeQuorumRequestPartitionData = {
	readonly partitionIndex: number;
};

export type DescribeQuorumResponse = {
	readonly errorCode: number;
	/** v2+ */
	readonly errorMessage: string | null;
	readonly topics: readonly DescribeQuorumResponseTopicData[];
	/** v2+ */
	readonly nodes: readonly DescribeQuorumResponseNode[];
};

export type DescribeQuorumResponseTopicData = {
	readonly topicName: string;
	readonly partitions: readonly DescribeQuorumResponsePartitionData[];
};

export type DescribeQuorumResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	/** v2+ */
	readonly errorMessage: string | null;
	readonly leaderId: number;
	readonly leaderEpoch: number;
	readonly highWatermark: bigint;
	readonly currentVoters: readonly DescribeQuorumResponseReplicaState[];
	readonly observers: readonly DescribeQuorumResponseReplicaState[];
};

export type DescribeQuorumResponseReplicaState = {
	readonly replicaId: number;
	/** v2+ */
	readonly replicaDirectoryId: string;
	readonly logEndOffset: bigint;
	/** v1+ */
	readonly lastFetchTimestamp: bigint;
	/** v1+ */
	readonly lastCaughtUpTimestamp: bigint;
};

export type DescribeQuorumResponseNode = {
	/** v2+ */
	readonly nodeId: number;
	/** v2+ */
	readonly listeners: readonly DescribeQuorumResponseListener[];
};

export type DescribeQuorumResponseListener = {
	/** v2+ */
	readonly name: string;
	/** v2+ */
	readonly host: string;
	/** v2+ */
	readonly port: number;
};

export type DescribeShareGroupOffsetsRequest = {
	readonly groups: readonly DescribeShareGroupOffsetsRequestGroup[];
};

export type DescribeShareGroupOffsetsRequestGroup = {
	readonly groupId: string;
	readonly topics: readonly DescribeShareGroupOffsetsRequestTopic[] | null;
};

export type DescribeShareGroupOffsetsRequestTopic = {
	readonly topicName: string;
	readonly partitions: readonly number[];
};

export type DescribeShareGroupOffsetsResponse = {
	readonly throttleTimeMs: number;
	readonly groups: readonly DescribeShareGroupOffsetsResponseGroup[];
};

export type DescribeShareGroupOffsetsResponseGroup = {
	readonly groupId: string;
	readonly topics: readonly DescribeShareGroupOffsetsResponseTopic[];
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type DescribeShareGroupOffsetsResponseTopic = {
	readonly topicName: string;
	readonly topicId: string;
	readonly partitions: readonly DescribeShareGroupOffsetsResponsePartition[];
};

export type DescribeShareGroupOffsetsResponsePartition = {
	readonly partitionIndex: number;
	readonly startOffset: bigint;
	readonly leaderEpoch: number;
	/** v1+ */
	readonly lag: bigint;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type DescribeTopicPartitionsRequest = {
	readonly topics: readonly DescribeTopicPartitionsRequestTopicRequest[];
	readonly responsePartitionLimit: number;
	readonly cursor: DescribeTopicPartitionsRequestCursor | null;
};

export type DescribeTopicPartitionsRequestTopicRequest = {
	readonly name: string;
};

export type DescribeTopicPartitionsRequestCursor = {
	readonly topicName: string;
	readonly partitionIndex: number;
};

export type DescribeTopicPartitionsResponse = {
	readonly throttleTimeMs: number;
	readonly topics: readonly DescribeTopicPartitionsResponseTopic[];
	readonly nextCursor: DescribeTopicPartitionsResponseCursor | null;
};

export type DescribeTopicPartitionsResponseTopic = {
	readonly errorCode: number;
	readonly name: string | null;
	readonly topicId: string;
	readonly isInternal: boolean;
	readonly partitions: readonly DescribeTopicPartitionsResponsePartition[];
	readonly topicAuthorizedOperations: number;
};

export type DescribeTopicPartitionsResponsePartition = {
	readonly errorCode: number;
	readonly partitionIndex: number;
	readonly leaderId: number;
	readonly leaderEpoch: number;
	readonly replicaNodes: readonly number[];
	readonly isrNodes: readonly number[];
	readonly eligibleLeaderReplicas: readonly number[] | null;
	readonly lastKnownElr: readonly number[] | null;
	readonly offlineReplicas: readonly number[];
};

export type DescribeTopicPartitionsResponseCursor = {
	readonly topicName: string;
	readonly partitionIndex: number;
};

export type DescribeTransactionsRequest = {
	readonly transactionalIds: readonly string[];
};

export type DescribeTransactionsResponse = {
	readonly throttleTimeMs: number;
	readonly transactionStates: readonly DescribeTransactionsResponseTransactionState[];
};

export type DescribeTransactionsResponseTransactionState = {
	readonly errorCode: number;
	readonly transactionalId: string;
	readonly transactionState: string;
	readonly transactionTimeoutMs: number;
	readonly transactionStartTimeMs: bigint;
	readonly producerId: bigint;
	readonly producerEpoch: number;
	readonly topics: readonly DescribeTransactionsResponseTopicData[];
};

export type DescribeTransactionsResponseTopicData = {
	readonly topic: string;
	readonly partitions: readonly number[];
};

export type DescribeUserScramCredentialsRequest = {
	readonly users: readonly DescribeUserScramCredentialsRequestUserName[] | null;
};

export type DescribeUserScramCredentialsRequestUserName = {
	readonly name: string;
};

export type DescribeUserScramCredentialsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly results: readonly DescribeUserScramCredentialsResponseDescribeUserScramCredentialsResult[];
};

export type DescribeUserScramCredentialsResponseDescribeUserScramCredentialsResult = {
	readonly user: string;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly credentialInfos: readonly DescribeUserScramCredentialsResponseCredentialInfo[];
};

export type DescribeUserScramCredentialsResponseCredentialInfo = {
	readonly mechanism: number;
	readonly iterations: number;
};

export type ElectLeadersRequest = {
	/** v1+ */
	readonly electionType: number;
	readonly topicPartitions: readonly ElectLeadersRequestTopicPartitions[] | null;
	readonly timeoutMs: number;
};

export type ElectLeadersRequestTopicPartitions = {
	readonly topic: string;
	readonly partitions: readonly number[];
};

export type ElectLeadersResponse = {
	readonly throttleTimeMs: number;
	/** v1+ */
	readonly errorCode: number;
	readonly replicaElectionResults: readonly ElectLeadersResponseReplicaElectionResult[];
};

export type ElectLeadersResponseReplicaElectionResult = {
	readonly topic: string;
	readonly partitionResult: readonly ElectLeadersResponsePartitionResult[];
};

export type ElectLeadersResponsePartitionResult = {
	readonly partitionId: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type EndQuorumEpochRequest = {
	readonly clusterId: string | null;
	readonly topics: readonly EndQuorumEpochRequestTopicData[];
	/** v1+ */
	readonly leaderEndpoints: readonly EndQuorumEpochRequestLeaderEndpoint[];
};

export type EndQuorumEpochRequestTopicData = {
	readonly topicName: string;
	readonly partitions: readonly EndQuorumEpochRequestPartitionData[];
};

export type EndQuorumEpochRequestPartitionData = {
	readonly partitionIndex: number;
	readonly leaderId: number;
	readonly leaderEpoch: number;
	/** v0 */
	readonly preferredSuccessors: readonly number[];
	/** v1+ */
	readonly preferredCandidates: readonly EndQuorumEpochRequestReplicaInfo[];
};

export type EndQuorumEpochRequestReplicaInfo = {
	/** v1+ */
	readonly candidateId: number;
	/** v1+ */
	readonly candidateDirectoryId: string;
};

export type EndQuorumEpochRequestLeaderEndpoint = {
	/** v1+ */
	readonly name: string;
	/** v1+ */
	readonly host: string;
	/** v1+ */
	readonly port: number;
};

export type EndQuorumEpochResponse = {
	readonly errorCode: number;
	readonly topics: readonly EndQuorumEpochResponseTopicData[];
	/** v1+ */
	readonly nodeEndpoints: readonly EndQuorumEpochResponseNodeEndpoint[];
};

export type EndQuorumEpochResponseTopicData = {
	readonly topicName: string;
	readonly partitions: readonly EndQuorumEpochResponsePartitionData[];
};

export type EndQuorumEpochResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly leaderId: number;
	readonly leaderEpoch: number;
};

export type EndQuorumEpochResponseNodeEndpoint = {
	/** v1+ */
	readonly nodeId: number;
	/** v1+ */
	readonly host: string;
	/** v1+ */
	readonly port: number;
};

export type EndTxnMarker = {
	readonly coordinatorEpoch: number;
};

export type EndTxnRequest = {
	readonly transactionalId: string;
	readonly producerId: bigint;
	readonly producerEpoch: number;
	readonly committed: boolean;
};

export type EndTxnResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	/** v5+ */
	readonly producerId: bigint;
	/** v5+ */
	readonly producerEpoch: number;
};

export type EnvelopeRequest = {
	readonly requestData: Buffer;
	readonly requestPrincipal: Buffer | null;
	readonly clientHostAddress: Buffer;
};

export type EnvelopeResponse = {
	readonly responseData: Buffer | null;
	readonly errorCode: number;
};

export type ExpireDelegationTokenRequest = {
	readonly hmac: Buffer;
	readonly expiryTimePeriodMs: bigint;
};

export type ExpireDelegationTokenResponse = {
	readonly errorCode: number;
	readonly expiryTimestampMs: bigint;
	readonly throttleTimeMs: number;
};

export type FetchRequest = {
	/** v12+ */
	readonly clusterId: string | null;
	/** v0–14 */
	readonly replicaId: number;
	/** v15+ */
	readonly replicaState: FetchRequestReplicaState;
	readonly maxWaitMs: number;
	readonly minBytes: number;
	readonly maxBytes: number;
	readonly isolationLevel: number;
	/** v7+ */
	readonly sessionId: number;
	/** v7+ */
	readonly sessionEpoch: number;
	readonly topics: readonly FetchRequestFetchTopic[];
	/** v7+ */
	readonly forgottenTopicsData: readonly FetchRequestForgottenTopic[];
	/** v11+ */
	readonly rackId: string;
};

export type FetchRequestReplicaState = {
	/** v15+ */
	readonly replicaId: number;
	/** v15+ */
	readonly replicaEpoch: bigint;
};

export type FetchRequestFetchTopic = {
	/** v0–12 */
	readonly topic: string;
	/** v13+ */
	readonly topicId: string;
	readonly partitions: readonly FetchRequestFetchPartition[];
};

export type FetchRequestFetchPartition = {
	readonly partition: number;
	/** v9+ */
	readonly currentLeaderEpoch: number;
	readonly fetchOffset: bigint;
	/** v12+ */
	readonly lastFetchedEpoch: number;
	/** v5+ */
	readonly logStartOffset: bigint;
	readonly partitionMaxBytes: number;
	/** v17+ */
	readonly replicaDirectoryId: string;
	/** v18+ */
	readonly highWatermark: bigint;
};

export type FetchRequestForgottenTopic = {
	/** v7–12 */
	readonly topic: string;
	/** v13+ */
	readonly topicId: string;
	/** v7+ */
	readonly partitions: readonly number[];
};

export type FetchResponse = {
	readonly throttleTimeMs: number;
	/** v7+ */
	readonly errorCode: number;
	/** v7+ */
	readonly sessionId: number;
	readonly responses: readonly FetchResponseFetchableTopicResponse[];
	/** v16+ */
	readonly nodeEndpoints: readonly FetchResponseNodeEndpoint[];
};

export type FetchResponseFetchableTopicResponse = {
	/** v0–12 */
	readonly topic: string;
	/** v13+ */
	readonly topicId: string;
	readonly partitions: readonly FetchResponsePartitionData[];
};

export type FetchResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly highWatermark: bigint;
	readonly lastStableOffset: bigint;
	/** v5+ */
	readonly logStartOffset: bigint;
	/** v12+ */
	readonly divergingEpoch: FetchResponseEpochEndOffset;
	/** v12+ */
	readonly currentLeader: FetchResponseLeaderIdAndEpoch;
	/** v12+ */
	readonly snapshotId: FetchResponseSnapshotId;
	readonly abortedTransactions: readonly FetchResponseAbortedTransaction[] | null;
	/** v11+ */
	readonly preferredReadReplica: number;
	readonly records: Buffer | null;
};

export type FetchResponseEpochEndOffset = {
	/** v12+ */
	readonly epoch: number;
	/** v12+ */
	readonly endOffset: bigint;
};

export type FetchResponseLeaderIdAndEpoch = {
	/** v12+ */
	readonly leaderId: number;
	/** v12+ */
	readonly leaderEpoch: number;
};

export type FetchResponseSnapshotId = {
	readonly endOffset: bigint;
	readonly epoch: number;
};

export type FetchResponseAbortedTransaction = {
	readonly producerId: bigint;
	readonly firstOffset: bigint;
};

export type FetchResponseNodeEndpoint = {
	/** v16+ */
	readonly nodeId: number;
	/** v16+ */
	readonly host: string;
	/** v16+ */
	readonly port: number;
	/** v16+ */
	readonly rack: string | null;
};

export type FetchSnapshotRequest = {
	readonly clusterId: string | null;
	readonly replicaId: number;
	readonly maxBytes: number;
	readonly topics: readonly FetchSnapshotRequestTopicSnapshot[];
};

export type FetchSnapshotRequestTopicSnapshot = {
	readonly name: string;
	readonly partitions: readonly FetchSnapshotRequestPartitionSnapshot[];
};

export type FetchSnapshotRequestPartitionSnapshot = {
	readonly partition: number;
	readonly currentLeaderEpoch: number;
	readonly snapshotId: FetchSnapshotRequestSnapshotId;
	readonly position: bigint;
	/** v1+ */
	readonly replicaDirectoryId: string;
};

export type FetchSnapshotRequestSnapshotId = {
	readonly endOffset: bigint;
	readonly epoch: number;
};

export type FetchSnapshotResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly topics: readonly FetchSnapshotResponseTopicSnapshot[];
	/** v1+ */
	readonly nodeEndpoints: readonly FetchSnapshotResponseNodeEndpoint[];
};

export type FetchSnapshotResponseTopicSnapshot = {
	readonly name: string;
	readonly partitions: readonly FetchSnapshotResponsePartitionSnapshot[];
};

export type FetchSnapshotResponsePartitionSnapshot = {
	readonly index: number;
	readonly errorCode: number;
	readonly snapshotId: FetchSnapshotResponseSnapshotId;
	readonly currentLeader: FetchSnapshotResponseLeaderIdAndEpoch;
	readonly size: bigint;
	readonly position: bigint;
	readonly unalignedRecords: Buffer;
};

export type FetchSnapshotResponseSnapshotId = {
	readonly endOffset: bigint;
	readonly epoch: number;
};

export type FetchSnapshotResponseLeaderIdAndEpoch = {
	readonly leaderId: number;
	readonly leaderEpoch: number;
};

export type FetchSnapshotResponseNodeEndpoint = {
	/** v1+ */
	readonly nodeId: number;
	/** v1+ */
	readonly host: string;
	/** v1+ */
	readonly port: number;
};

export type FindCoordinatorRequest = {
	/** v0–3 */
	readonly key: string;
	/** v1+ */
	readonly keyType: number;
	/** v4+ */
	readonly coordinatorKeys: readonly string[];
};

export type FindCoordinatorResponse = {
	/** v1+ */
	readonly throttleTimeMs: number;
	/** v0–3 */
	readonly errorCode: number;
	/** v1–3 */
	readonly errorMessage: string | null;
	/** v0–3 */
	readonly nodeId: number;
	/** v0–3 */
	readonly host: string;
	/** v0–3 */
	readonly port: number;
	/** v4+ */
	readonly coordinators: readonly FindCoordinatorResponseCoordinator[];
};

export type FindCoordinatorResponseCoordinator = {
	/** v4+ */
	readonly key: string;
	/** v4+ */
	readonly nodeId: number;
	/** v4+ */
	readonly host: string;
	/** v4+ */
	readonly port: number;
	/** v4+ */
	readonly errorCode: number;
	/** v4+ */
	readonly errorMessage: string | null;
};

export type GetTelemetrySubscriptionsRequest = {
	readonly clientInstanceId: string;
};

export type GetTelemetrySubscriptionsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly clientInstanceId: string;
	readonly subscriptionId: number;
	readonly acceptedCompressionTypes: readonly number[];
	readonly pushIntervalMs: number;
	readonly telemetryMaxBytes: number;
	readonly deltaTemporality: boolean;
	readonly requestedMetrics: readonly string[];
};

export type HeartbeatRequest = {
	readonly groupId: string;
	readonly generationId: number;
	readonly memberId: string;
	/** v3+ */
	readonly groupInstanceId: string | null;
};

export type HeartbeatResponse = {
	/** v1+ */
	readonly throttleTimeMs: number;
	readonly errorCode: number;
};

export type IncrementalAlterConfigsRequest = {
	readonly resources: readonly IncrementalAlterConfigsRequestAlterConfigsResource[];
	readonly validateOnly: boolean;
};

export type IncrementalAlterConfigsRequestAlterConfigsResource = {
	readonly resourceType: number;
	readonly resourceName: string;
	readonly configs: readonly IncrementalAlterConfigsRequestAlterableConfig[];
};

export type IncrementalAlterConfigsRequestAlterableConfig = {
	readonly name: string;
	readonly configOperation: number;
	readonly value: string | null;
};

export type IncrementalAlterConfigsResponse = {
	readonly throttleTimeMs: number;
	readonly responses: readonly IncrementalAlterConfigsResponseAlterConfigsResourceResponse[];
};

export type IncrementalAlterConfigsResponseAlterConfigsResourceResponse = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly resourceType: number;
	readonly resourceName: string;
};

export type InitProducerIdRequest = {
	readonly transactionalId: string | null;
	readonly transactionTimeoutMs: number;
	/** v3+ */
	readonly producerId: bigint;
	/** v3+ */
	readonly producerEpoch: number;
	/** v6+ */
	readonly enable2Pc: boolean;
	/** v6+ */
	readonly keepPreparedTxn: boolean;
};

export type InitProducerIdResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly producerId: bigint;
	readonly producerEpoch: number;
	/** v6+ */
	readonly ongoingTxnProducerId: bigint;
	/** v6+ */
	readonly ongoingTxnProducerEpoch: number;
};

export type InitializeShareGroupStateRequest = {
	readonly groupId: string;
	readonly topics: readonly InitializeShareGroupStateRequestInitializeStateData[];
};

export type InitializeShareGroupStateRequestInitializeStateData = {
	readonly topicId: string;
	readonly partitions: readonly InitializeShareGroupStateRequestPartitionData[];
};

export type InitializeShareGroupStateRequestPartitionData = {
	readonly partition: number;
	readonly stateEpoch: number;
	readonly startOffset: bigint;
};

export type InitializeShareGroupStateResponse = {
	readonly results: readonly InitializeShareGroupStateResponseInitializeStateResult[];
};

export type InitializeShareGroupStateResponseInitializeStateResult = {
	readonly topicId: string;
	readonly partitions: readonly InitializeShareGroupStateResponsePartitionResult[];
};

export type InitializeShareGroupStateResponsePartitionResult = {
	readonly partition: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type JoinGroupRequest = {
	readonly groupId: string;
	readonly sessionTimeoutMs: number;
	/** v1+ */
	readonly rebalanceTimeoutMs: number;
	readonly memberId: string;
	/** v5+ */
	readonly groupInstanceId: string | null;
	readonly protocolType: string;
	readonly protocols: readonly JoinGroupRequestProtocol[];
	/** v8+ */
	readonly reason: string | null;
};

export type JoinGroupRequestProtocol = {
	readonly name: string;
	readonly metadata: Buffer;
};

export type JoinGroupResponse = {
	/** v2+ */
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly generationId: number;
	/** v7+ */
	readonly protocolType: string | null;
	readonly protocolName: string | null;
	readonly leader: string;
	/** v9+ */
	readonly skipAssignment: boolean;
	readonly memberId: string;
	readonly members: readonly JoinGroupResponseMember[];
};

export type JoinGroupResponseMember = {
	readonly memberId: string;
	/** v5+ */
	readonly groupInstanceId: string | null;
	readonly metadata: Buffer;
};

export type KRaftVersionRecord = {
	readonly version: number;
	readonly kRaftVersion: number;
};

export type LeaderChangeMessage = {
	readonly version: number;
	readonly leaderId: number;
	readonly voters: readonly LeaderChangeMessageVoter[];
	readonly grantingVoters: readonly LeaderChangeMessageVoter[];
};

export type LeaderChangeMessageVoter = {
	readonly voterId: number;
	/** v1+ */
	readonly voterDirectoryId: string;
};

export type LeaveGroupRequest = {
	readonly groupId: string;
	/** v0–2 */
	readonly memberId: string;
	/** v3+ */
	readonly members: readonly LeaveGroupRequestMemberIdentity[];
};

export type LeaveGroupRequestMemberIdentity = {
	/** v3+ */
	readonly memberId: string;
	/** v3+ */
	readonly groupInstanceId: string | null;
	/** v5+ */
	readonly reason: string | null;
};

export type LeaveGroupResponse = {
	/** v1+ */
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	/** v3+ */
	readonly members: readonly LeaveGroupResponseMemberResponse[];
};

export type LeaveGroupResponseMemberResponse = {
	/** v3+ */
	readonly memberId: string;
	/** v3+ */
	readonly groupInstanceId: string | null;
	/** v3+ */
	readonly errorCode: number;
};

export type ListConfigResourcesRequest = {
	/** v1+ */
	readonly resourceTypes: readonly number[];
};

export type ListConfigResourcesResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly configResources: readonly ListConfigResourcesResponseConfigResource[];
};

export type ListConfigResourcesResponseConfigResource = {
	readonly resourceName: string;
	/** v1+ */
	readonly resourceType: number;
};

export type ListGroupsRequest = {
	/** v4+ */
	readonly statesFilter: readonly string[];
	/** v5+ */
	readonly typesFilter: readonly string[];
};

export type ListGroupsResponse = {
	/** v1+ */
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly groups: readonly ListGroupsResponseListedGroup[];
};

export type ListGroupsResponseListedGroup = {
	readonly groupId: string;
	readonly protocolType: string;
	/** v4+ */
	readonly groupState: string;
	/** v5+ */
	readonly groupType: string;
};

export type ListOffsetsRequest = {
	readonly replicaId: number;
	/** v2+ */
	readonly isolationLevel: number;
	readonly topics: readonly ListOffsetsRequestListOffsetsTopic[];
	/** v10+ */
	readonly timeoutMs: number;
};

export type ListOffsetsRequestListOffsetsTopic = {
	readonly name: string;
	readonly partitions: readonly ListOffsetsRequestListOffsetsPartition[];
};

export type ListOffsetsRequestListOffsetsPartition = {
	readonly partitionIndex: number;
	/** v4+ */
	readonly currentLeaderEpoch: number;
	readonly timestamp: bigint;
};

export type ListOffsetsResponse = {
	/** v2+ */
	readonly throttleTimeMs: number;
	readonly topics: readonly ListOffsetsResponseListOffsetsTopicResponse[];
};

export type ListOffsetsResponseListOffsetsTopicResponse = {
	readonly name: string;
	readonly partitions: readonly ListOffsetsResponseListOffsetsPartitionResponse[];
};

export type ListOffsetsResponseListOffsetsPartitionResponse = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly timestamp: bigint;
	readonly offset: bigint;
	/** v4+ */
	readonly leaderEpoch: number;
};

export type ListPartitionReassignmentsRequest = {
	readonly timeoutMs: number;
	readonly topics: readonly ListPartitionReassignmentsRequestListPartitionReassignmentsTopics[] | null;
};

export type ListPartitionReassignmentsRequestListPartitionReassignmentsTopics = {
	readonly name: string;
	readonly partitionIndexes: readonly number[];
};

export type ListPartitionReassignmentsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly topics: readonly ListPartitionReassignmentsResponseOngoingTopicReassignment[];
};

export type ListPartitionReassignmentsResponseOngoingTopicReassignment = {
	readonly name: string;
	readonly partitions: readonly ListPartitionReassignmentsResponseOngoingPartitionReassignment[];
};

export type ListPartitionReassignmentsResponseOngoingPartitionReassignment = {
	readonly partitionIndex: number;
	readonly replicas: readonly number[];
	readonly addingReplicas: readonly number[];
	readonly removingReplicas: readonly number[];
};

export type ListTransactionsRequest = {
	readonly stateFilters: readonly string[];
	readonly producerIdFilters: readonly bigint[];
	/** v1+ */
	readonly durationFilter: bigint;
	/** v2+ */
	readonly transactionalIdPattern: string | null;
};

export type ListTransactionsResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly unknownStateFilters: readonly string[];
	readonly transactionStates: readonly ListTransactionsResponseTransactionState[];
};

export type ListTransactionsResponseTransactionState = {
	readonly transactionalId: string;
	readonly producerId: bigint;
	readonly transactionState: string;
};

export type MetadataRequest = {
	readonly topics: readonly MetadataRequestTopic[] | null;
	/** v4+ */
	readonly allowAutoTopicCreation: boolean;
	/** v8–10 */
	readonly includeClusterAuthorizedOperations: boolean;
	/** v8+ */
	readonly includeTopicAuthorizedOperations: boolean;
};

export type MetadataRequestTopic = {
	/** v10+ */
	readonly topicId: string;
	readonly name: string | null;
};

export type MetadataResponse = {
	/** v3+ */
	readonly throttleTimeMs: number;
	readonly brokers: readonly MetadataResponseBroker[];
	/** v2+ */
	readonly clusterId: string | null;
	/** v1+ */
	readonly controllerId: number;
	readonly topics: readonly MetadataResponseTopic[];
	/** v8–10 */
	readonly clusterAuthorizedOperations: number;
	/** v13+ */
	readonly errorCode: number;
};

export type MetadataResponseBroker = {
	readonly nodeId: number;
	readonly host: string;
	readonly port: number;
	/** v1+ */
	readonly rack: string | null;
};

export type MetadataResponseTopic = {
	readonly errorCode: number;
	readonly name: string | null;
	/** v10+ */
	readonly topicId: string;
	/** v1+ */
	readonly isInternal: boolean;
	readonly partitions: readonly MetadataResponsePartition[];
	/** v8+ */
	readonly topicAuthorizedOperations: number;
};

export type MetadataResponsePartition = {
	readonly errorCode: number;
	readonly partitionIndex: number;
	readonly leaderId: number;
	/** v7+ */
	readonly leaderEpoch: number;
	readonly replicaNodes: readonly number[];
	readonly isrNodes: readonly number[];
	/** v5+ */
	readonly offlineReplicas: readonly number[];
};

export type OffsetCommitRequest = {
	readonly groupId: string;
	readonly generationIdOrMemberEpoch: number;
	readonly memberId: string;
	/** v7+ */
	readonly groupInstanceId: string | null;
	/** v2–4 */
	readonly retentionTimeMs: bigint;
	readonly topics: readonly OffsetCommitRequestTopic[];
};

export type OffsetCommitRequestTopic = {
	/** v0–9 */
	readonly name: string;
	/** v10+ */
	readonly topicId: string;
	readonly partitions: readonly OffsetCommitRequestPartition[];
};

export type OffsetCommitRequestPartition = {
	readonly partitionIndex: number;
	readonly committedOffset: bigint;
	/** v6+ */
	readonly committedLeaderEpoch: number;
	readonly committedMetadata: string | null;
};

export type OffsetCommitResponse = {
	/** v3+ */
	readonly throttleTimeMs: number;
	readonly topics: readonly OffsetCommitResponseTopic[];
};

export type OffsetCommitResponseTopic = {
	/** v0–9 */
	readonly name: string;
	/** v10+ */
	readonly topicId: string;
	readonly partitions: readonly OffsetCommitResponsePartition[];
};

export type OffsetCommitResponsePartition = {
	readonly partitionIndex: number;
	readonly errorCode: number;
};

export type OffsetDeleteRequest = {
	readonly groupId: string;
	readonly topics: readonly OffsetDeleteRequestTopic[];
};

export type OffsetDeleteRequestTopic = {
	readonly name: string;
	readonly partitions: readonly OffsetDeleteRequestPartition[];
};

export type OffsetDeleteRequestPartition = {
	readonly partitionIndex: number;
};

export type OffsetDeleteResponse = {
	readonly errorCode: number;
	readonly throttleTimeMs: number;
	readonly topics: readonly OffsetDeleteResponseTopic[];
};

export type OffsetDeleteResponseTopic = {
	readonly name: string;
	readonly partitions: readonly OffsetDeleteResponsePartition[];
};

export type OffsetDeleteResponsePartition = {
	readonly partitionIndex: number;
	readonly errorCode: number;
};

export type OffsetFetchRequest = {
	/** v0–7 */
	readonly groupId: string;
	/** v0–7 */
	readonly topics: readonly OffsetFetchRequestTopic[] | null;
	/** v8+ */
	readonly groups: readonly OffsetFetchRequestGroup[];
	/** v7+ */
	readonly requireStable: boolean;
};

export type OffsetFetchRequestTopic = {
	/** v0–7 */
	readonly name: string;
	/** v0–7 */
	readonly partitionIndexes: readonly number[];
};

export type OffsetFetchRequestGroup = {
	/** v8+ */
	readonly groupId: string;
	/** v9+ */
	readonly memberId: string | null;
	/** v9+ */
	readonly memberEpoch: number;
	/** v8+ */
	readonly topics: readonly OffsetFetchRequestTopics[] | null;
};

export type OffsetFetchRequestTopics = {
	/** v8–9 */
	readonly name: string;
	/** v10+ */
	readonly topicId: string;
	/** v8+ */
	readonly partitionIndexes: readonly number[];
};

export type OffsetFetchResponse = {
	/** v3+ */
	readonly throttleTimeMs: number;
	/** v0–7 */
	readonly topics: readonly OffsetFetchResponseTopic[];
	/** v2–7 */
	readonly errorCode: number;
	/** v8+ */
	readonly groups: readonly OffsetFetchResponseGroup[];
};

export type OffsetFetchResponseTopic = {
	/** v0–7 */
	readonly name: string;
	/** v0–7 */
	readonly partitions: readonly OffsetFetchResponsePartition[];
};

export type OffsetFetchResponsePartition = {
	/** v0–7 */
	readonly partitionIndex: number;
	/** v0–7 */
	readonly committedOffset: bigint;
	/** v5–7 */
	readonly committedLeaderEpoch: number;
	/** v0–7 */
	readonly metadata: string | null;
	/** v0–7 */
	readonly errorCode: number;
};

export type OffsetFetchResponseGroup = {
	/** v8+ */
	readonly groupId: string;
	/** v8+ */
	readonly topics: readonly OffsetFetchResponseTopics[];
	/** v8+ */
	readonly errorCode: number;
};

export type OffsetFetchResponseTopics = {
	/** v8–9 */
	readonly name: string;
	/** v10+ */
	readonly topicId: string;
	/** v8+ */
	readonly partitions: readonly OffsetFetchResponsePartitions[];
};

export type OffsetFetchResponsePartitions = {
	/** v8+ */
	readonly partitionIndex: number;
	/** v8+ */
	readonly committedOffset: bigint;
	/** v8+ */
	readonly committedLeaderEpoch: number;
	/** v8+ */
	readonly metadata: string | null;
	/** v8+ */
	readonly errorCode: number;
};

export type OffsetForLeaderEpochRequest = {
	/** v3+ */
	readonly replicaId: number;
	readonly topics: readonly OffsetForLeaderEpochRequestOffsetForLeaderTopic[];
};

export type OffsetForLeaderEpochRequestOffsetForLeaderTopic = {
	readonly topic: string;
	readonly partitions: readonly OffsetForLeaderEpochRequestOffsetForLeaderPartition[];
};

export type OffsetForLeaderEpochRequestOffsetForLeaderPartition = {
	readonly partition: number;
	readonly currentLeaderEpoch: number;
	readonly leaderEpoch: number;
};

export type OffsetForLeaderEpochResponse = {
	readonly throttleTimeMs: number;
	readonly topics: readonly OffsetForLeaderEpochResponseOffsetForLeaderTopicResult[];
};

export type OffsetForLeaderEpochResponseOffsetForLeaderTopicResult = {
	readonly topic: string;
	readonly partitions: readonly OffsetForLeaderEpochResponseEpochEndOffset[];
};

export type OffsetForLeaderEpochResponseEpochEndOffset = {
	readonly errorCode: number;
	readonly partition: number;
	readonly leaderEpoch: number;
	readonly endOffset: bigint;
};

export type ProduceRequest = {
	readonly transactionalId: string | null;
	readonly acks: number;
	readonly timeoutMs: number;
	readonly topicData: readonly ProduceRequestTopicProduceData[];
};

export type ProduceRequestTopicProduceData = {
	/** v0–12 */
	readonly name: string;
	/** v13+ */
	readonly topicId: string;
	readonly partitionData: readonly ProduceRequestPartitionProduceData[];
};

export type ProduceRequestPartitionProduceData = {
	readonly index: number;
	readonly records: Buffer | null;
};

export type ProduceResponse = {
	readonly responses: readonly ProduceResponseTopicProduceResponse[];
	readonly throttleTimeMs: number;
	/** v10+ */
	readonly nodeEndpoints: readonly ProduceResponseNodeEndpoint[];
};

export type ProduceResponseTopicProduceResponse = {
	/** v0–12 */
	readonly name: string;
	/** v13+ */
	readonly topicId: string;
	readonly partitionResponses: readonly ProduceResponsePartitionProduceResponse[];
};

export type ProduceResponsePartitionProduceResponse = {
	readonly index: number;
	readonly errorCode: number;
	readonly baseOffset: bigint;
	readonly logAppendTimeMs: bigint;
	/** v5+ */
	readonly logStartOffset: bigint;
	/** v8+ */
	readonly recordErrors: readonly ProduceResponseBatchIndexAndErrorMessage[];
	/** v8+ */
	readonly errorMessage: string | null;
	/** v10+ */
	readonly currentLeader: ProduceResponseLeaderIdAndEpoch;
};

export type ProduceResponseBatchIndexAndErrorMessage = {
	/** v8+ */
	readonly batchIndex: number;
	/** v8+ */
	readonly batchIndexErrorMessage: string | null;
};

export type ProduceResponseLeaderIdAndEpoch = {
	/** v10+ */
	readonly leaderId: number;
	/** v10+ */
	readonly leaderEpoch: number;
};

export type ProduceResponseNodeEndpoint = {
	/** v10+ */
	readonly nodeId: number;
	/** v10+ */
	readonly host: string;
	/** v10+ */
	readonly port: number;
	/** v10+ */
	readonly rack: string | null;
};

export type PushTelemetryRequest = {
	readonly clientInstanceId: string;
	readonly subscriptionId: number;
	readonly terminating: boolean;
	readonly compressionType: number;
	readonly metrics: Buffer;
};

export type PushTelemetryResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
};

export type ReadShareGroupStateRequest = {
	readonly groupId: string;
	readonly topics: readonly ReadShareGroupStateRequestReadStateData[];
};

export type ReadShareGroupStateRequestReadStateData = {
	readonly topicId: string;
	readonly partitions: readonly ReadShareGroupStateRequestPartitionData[];
};

export type ReadShareGroupStateRequestPartitionData = {
	readonly partition: number;
	readonly leaderEpoch: number;
};

export type ReadShareGroupStateResponse = {
	readonly results: readonly ReadShareGroupStateResponseReadStateResult[];
};

export type ReadShareGroupStateResponseReadStateResult = {
	readonly topicId: string;
	readonly partitions: readonly ReadShareGroupStateResponsePartitionResult[];
};

export type ReadShareGroupStateResponsePartitionResult = {
	readonly partition: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly stateEpoch: number;
	readonly startOffset: bigint;
	readonly stateBatches: readonly ReadShareGroupStateResponseStateBatch[];
};

export type ReadShareGroupStateResponseStateBatch = {
	readonly firstOffset: bigint;
	readonly lastOffset: bigint;
	readonly deliveryState: number;
	readonly deliveryCount: number;
};

export type ReadShareGroupStateSummaryRequest = {
	readonly groupId: string;
	readonly topics: readonly ReadShareGroupStateSummaryRequestReadStateSummaryData[];
};

export type ReadShareGroupStateSummaryRequestReadStateSummaryData = {
	readonly topicId: string;
	readonly partitions: readonly ReadShareGroupStateSummaryRequestPartitionData[];
};

export type ReadShareGroupStateSummaryRequestPartitionData = {
	readonly partition: number;
	readonly leaderEpoch: number;
};

export type ReadShareGroupStateSummaryResponse = {
	readonly results: readonly ReadShareGroupStateSummaryResponseReadStateSummaryResult[];
};

export type ReadShareGroupStateSummaryResponseReadStateSummaryResult = {
	readonly topicId: string;
	readonly partitions: readonly ReadShareGroupStateSummaryResponsePartitionResult[];
};

export type ReadShareGroupStateSummaryResponsePartitionResult = {
	readonly partition: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly stateEpoch: number;
	readonly leaderEpoch: number;
	readonly startOffset: bigint;
	/** v1+ */
	readonly deliveryCompleteCount: number;
};

export type RemoveRaftVoterRequest = {
	readonly clusterId: string | null;
	readonly voterId: number;
	readonly voterDirectoryId: string;
};

export type RemoveRaftVoterResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type RenewDelegationTokenRequest = {
	readonly hmac: Buffer;
	readonly renewPeriodMs: bigint;
};

export type RenewDelegationTokenResponse = {
	readonly errorCode: number;
	readonly expiryTimestampMs: bigint;
	readonly throttleTimeMs: number;
};

export type RequestHeader = {
	readonly requestApiKey: number;
	readonly requestApiVersion: number;
	readonly correlationId: number;
	readonly clientId: string | null;
};

export type ResponseHeader = {
	readonly correlationId: number;
};

export type SaslAuthenticateRequest = {
	readonly authBytes: Buffer;
};

export type SaslAuthenticateResponse = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly authBytes: Buffer;
	/** v1+ */
	readonly sessionLifetimeMs: bigint;
};

export type SaslHandshakeRequest = {
	readonly mechanism: string;
};

export type SaslHandshakeResponse = {
	readonly errorCode: number;
	readonly mechanisms: readonly string[];
};

export type ShareAcknowledgeRequest = {
	readonly groupId: string | null;
	readonly memberId: string | null;
	readonly shareSessionEpoch: number;
	/** v2+ */
	readonly isRenewAck: boolean;
	readonly topics: readonly ShareAcknowledgeRequestAcknowledgeTopic[];
};

export type ShareAcknowledgeRequestAcknowledgeTopic = {
	readonly topicId: string;
	readonly partitions: readonly ShareAcknowledgeRequestAcknowledgePartition[];
};

export type ShareAcknowledgeRequestAcknowledgePartition = {
	readonly partitionIndex: number;
	readonly acknowledgementBatches: readonly ShareAcknowledgeRequestAcknowledgementBatch[];
};

export type ShareAcknowledgeRequestAcknowledgementBatch = {
	readonly firstOffset: bigint;
	readonly lastOffset: bigint;
	readonly acknowledgeTypes: readonly number[];
};

export type ShareAcknowledgeResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	/** v2+ */
	readonly acquisitionLockTimeoutMs: number;
	readonly responses: readonly ShareAcknowledgeResponseShareAcknowledgeTopicResponse[];
	readonly nodeEndpoints: readonly ShareAcknowledgeResponseNodeEndpoint[];
};

export type ShareAcknowledgeResponseShareAcknowledgeTopicResponse = {
	readonly topicId: string;
	readonly partitions: readonly ShareAcknowledgeResponsePartitionData[];
};

export type ShareAcknowledgeResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly currentLeader: ShareAcknowledgeResponseLeaderIdAndEpoch;
};

export type ShareAcknowledgeResponseLeaderIdAndEpoch = {
	readonly leaderId: number;
	readonly leaderEpoch: number;
};

export type ShareAcknowledgeResponseNodeEndpoint = {
	readonly nodeId: number;
	readonly host: string;
	readonly port: number;
	readonly rack: string | null;
};

export type ShareFetchRequest = {
	readonly groupId: string | null;
	readonly memberId: string | null;
	readonly shareSessionEpoch: number;
	readonly maxWaitMs: number;
	readonly minBytes: number;
	readonly maxBytes: number;
	readonly maxRecords: number;
	readonly batchSize: number;
	/** v2+ */
	readonly shareAcquireMode: number;
	/** v2+ */
	readonly isRenewAck: boolean;
	readonly topics: readonly ShareFetchRequestFetchTopic[];
	readonly forgottenTopicsData: readonly ShareFetchRequestForgottenTopic[];
};

export type ShareFetchRequestFetchTopic = {
	readonly topicId: string;
	readonly partitions: readonly ShareFetchRequestFetchPartition[];
};

export type ShareFetchRequestFetchPartition = {
	readonly partitionIndex: number;
	/** v0 */
	readonly partitionMaxBytes: number;
	readonly acknowledgementBatches: readonly ShareFetchRequestAcknowledgementBatch[];
};

export type ShareFetchRequestAcknowledgementBatch = {
	readonly firstOffset: bigint;
	readonly lastOffset: bigint;
	readonly acknowledgeTypes: readonly number[];
};

export type ShareFetchRequestForgottenTopic = {
	readonly topicId: string;
	readonly partitions: readonly number[];
};

export type ShareFetchResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly acquisitionLockTimeoutMs: number;
	readonly responses: readonly ShareFetchResponseShareFetchableTopicResponse[];
	readonly nodeEndpoints: readonly ShareFetchResponseNodeEndpoint[];
};

export type ShareFetchResponseShareFetchableTopicResponse = {
	readonly topicId: string;
	readonly partitions: readonly ShareFetchResponsePartitionData[];
};

export type ShareFetchResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly acknowledgeErrorCode: number;
	readonly acknowledgeErrorMessage: string | null;
	readonly currentLeader: ShareFetchResponseLeaderIdAndEpoch;
	readonly records: Buffer | null;
	readonly acquiredRecords: readonly ShareFetchResponseAcquiredRecords[];
};

export type ShareFetchResponseLeaderIdAndEpoch = {
	readonly leaderId: number;
	readonly leaderEpoch: number;
};

export type ShareFetchResponseAcquiredRecords = {
	readonly firstOffset: bigint;
	readonly lastOffset: bigint;
	readonly deliveryCount: number;
};

export type ShareFetchResponseNodeEndpoint = {
	readonly nodeId: number;
	readonly host: string;
	readonly port: number;
	readonly rack: string | null;
};

export type ShareGroupDescribeRequest = {
	readonly groupIds: readonly string[];
	readonly includeAuthorizedOperations: boolean;
};

export type ShareGroupDescribeResponse = {
	readonly throttleTimeMs: number;
	readonly groups: readonly ShareGroupDescribeResponseDescribedGroup[];
};

export type ShareGroupDescribeResponseDescribedGroup = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly groupId: string;
	readonly groupState: string;
	readonly groupEpoch: number;
	readonly assignmentEpoch: number;
	readonly assignorName: string;
	readonly members: readonly ShareGroupDescribeResponseMember[];
	readonly authorizedOperations: number;
};

export type ShareGroupDescribeResponseMember = {
	readonly memberId: string;
	readonly rackId: string | null;
	readonly memberEpoch: number;
	readonly clientId: string;
	readonly clientHost: string;
	readonly subscribedTopicNames: readonly string[];
	readonly assignment: ShareGroupDescribeResponseAssignment;
};

export type ShareGroupDescribeResponseAssignment = {
	readonly topicPartitions: readonly ShareGroupDescribeResponseTopicPartitions[];
};

export type ShareGroupDescribeResponseTopicPartitions = {
	readonly topicId: string;
	readonly topicName: string;
	readonly partitions: readonly number[];
};

export type ShareGroupHeartbeatRequest = {
	readonly groupId: string;
	readonly memberId: string;
	readonly memberEpoch: number;
	readonly rackId: string | null;
	readonly subscribedTopicNames: readonly string[] | null;
};

export type ShareGroupHeartbeatResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly memberId: string | null;
	readonly memberEpoch: number;
	readonly heartbeatIntervalMs: number;
	readonly assignment: ShareGroupHeartbeatResponseAssignment | null;
};

export type ShareGroupHeartbeatResponseAssignment = {
	readonly topicPartitions: readonly ShareGroupHeartbeatResponseTopicPartitions[];
};

export type ShareGroupHeartbeatResponseTopicPartitions = {
	readonly topicId: string;
	readonly partitions: readonly number[];
};

export type SnapshotFooterRecord = {
	readonly version: number;
};

export type SnapshotHeaderRecord = {
	readonly version: number;
	readonly lastContainedLogTimestamp: bigint;
};

export type StreamsGroupDescribeRequest = {
	readonly groupIds: readonly string[];
	readonly includeAuthorizedOperations: boolean;
	/** v1+ */
	readonly includeTopologyDescription: boolean;
};

export type StreamsGroupDescribeResponse = {
	readonly throttleTimeMs: number;
	readonly groups: readonly StreamsGroupDescribeResponseDescribedGroup[];
};

export type StreamsGroupDescribeResponseDescribedGroup = {
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly groupId: string;
	readonly groupState: string;
	readonly groupEpoch: number;
	readonly assignmentEpoch: number;
	readonly topology: StreamsGroupDescribeResponseTopology | null;
	readonly members: readonly StreamsGroupDescribeResponseMember[];
	readonly authorizedOperations: number;
	/** v1+ */
	readonly topologyDescription: StreamsGroupDescribeResponseTopologyDescription | null;
	/** v1+ */
	readonly topologyDescriptionStatus: number;
	/** v1+ */
	readonly assignorName: string | null;
};

export type StreamsGroupDescribeResponseTopology = {
	readonly epoch: number;
	readonly subtopologies: readonly StreamsGroupDescribeResponseSubtopology[] | null;
};

export type StreamsGroupDescribeResponseSubtopology = {
	readonly subtopologyId: string;
	readonly sourceTopics: readonly string[];
	readonly repartitionSinkTopics: readonly string[];
	readonly stateChangelogTopics: readonly StreamsGroupDescribeResponseTopicInfo[];
	readonly repartitionSourceTopics: readonly StreamsGroupDescribeResponseTopicInfo[];
};

export type StreamsGroupDescribeResponseTopicInfo = {
	readonly name: string;
	readonly partitions: number;
	readonly replicationFactor: number;
	readonly topicConfigs: readonly StreamsGroupDescribeResponseKeyValue[];
};

export type StreamsGroupDescribeResponseKeyValue = {
	readonly key: string;
	readonly value: string;
};

export type StreamsGroupDescribeResponseMember = {
	readonly memberId: string;
	readonly memberEpoch: number;
	readonly instanceId: string | null;
	readonly rackId: string | null;
	readonly clientId: string;
	readonly clientHost: string;
	readonly topologyEpoch: number;
	readonly processId: string;
	readonly userEndpoint: StreamsGroupDescribeResponseEndpoint | null;
	readonly clientTags: readonly StreamsGroupDescribeResponseKeyValue[];
	readonly taskOffsets: readonly StreamsGroupDescribeResponseTaskOffset[];
	readonly taskEndOffsets: readonly StreamsGroupDescribeResponseTaskOffset[];
	readonly assignment: StreamsGroupDescribeResponseAssignment;
	readonly targetAssignment: StreamsGroupDescribeResponseAssignment;
	readonly isClassic: boolean;
};

export type StreamsGroupDescribeResponseEndpoint = {
	readonly host: string;
	readonly port: number;
};

export type StreamsGroupDescribeResponseTaskOffset = {
	readonly subtopologyId: string;
	readonly partition: number;
	readonly offset: bigint;
};

export type StreamsGroupDescribeResponseAssignment = {
	readonly activeTasks: readonly StreamsGroupDescribeResponseTaskIds[];
	readonly standbyTasks: readonly StreamsGroupDescribeResponseTaskIds[];
	readonly warmupTasks: readonly StreamsGroupDescribeResponseTaskIds[];
};

export type StreamsGroupDescribeResponseTaskIds = {
	readonly subtopologyId: string;
	readonly partitions: readonly number[];
};

export type StreamsGroupDescribeResponseTopologyDescription = {
	/** v1+ */
	readonly subtopologies: readonly StreamsGroupDescribeResponseTopologyDescriptionSubtopology[];
	/** v1+ */
	readonly globalStores: readonly StreamsGroupDescribeResponseTopologyDescriptionGlobalStore[];
};

export type StreamsGroupDescribeResponseTopologyDescriptionSubtopology = {
	/** v1+ */
	readonly subtopologyId: string;
	/** v1+ */
	readonly nodes: readonly StreamsGroupDescribeResponseTopologyDescriptionNode[];
};

export type StreamsGroupDescribeResponseTopologyDescriptionNode = {
	/** v1+ */
	readonly name: string;
	/** v1+ */
	readonly nodeType: number;
	/** v1+ */
	readonly sourceTopics: readonly string[];
	/** v1+ */
	readonly sinkTopic: string | null;
	/** v1+ */
	readonly stores: readonly string[];
	/** v1+ */
	readonly successors: readonly string[];
};

export type StreamsGroupDescribeResponseTopologyDescriptionGlobalStore = {
	/** v1+ */
	readonly source: StreamsGroupDescribeResponseTopologyDescriptionNode;
	/** v1+ */
	readonly processor: StreamsGroupDescribeResponseTopologyDescriptionNode;
};

export type StreamsGroupHeartbeatRequest = {
	readonly groupId: string;
	readonly memberId: string;
	readonly memberEpoch: number;
	readonly endpointInformationEpoch: number;
	readonly instanceId: string | null;
	readonly rackId: string | null;
	readonly rebalanceTimeoutMs: number;
	readonly topology: StreamsGroupHeartbeatRequestTopology | null;
	readonly activeTasks: readonly StreamsGroupHeartbeatRequestTaskIds[] | null;
	readonly standbyTasks: readonly StreamsGroupHeartbeatRequestTaskIds[] | null;
	readonly warmupTasks: readonly StreamsGroupHeartbeatRequestTaskIds[] | null;
	readonly processId: string | null;
	readonly userEndpoint: StreamsGroupHeartbeatRequestEndpoint | null;
	readonly clientTags: readonly StreamsGroupHeartbeatRequestKeyValue[] | null;
	readonly taskOffsets: readonly StreamsGroupHeartbeatRequestTaskOffset[] | null;
	readonly taskEndOffsets: readonly StreamsGroupHeartbeatRequestTaskOffset[] | null;
	readonly shutdownApplication: boolean;
};

export type StreamsGroupHeartbeatRequestTopology = {
	readonly epoch: number;
	readonly subtopologies: readonly StreamsGroupHeartbeatRequestSubtopology[];
};

export type StreamsGroupHeartbeatRequestSubtopology = {
	readonly subtopologyId: string;
	readonly sourceTopics: readonly string[];
	readonly sourceTopicRegex: readonly string[];
	readonly stateChangelogTopics: readonly StreamsGroupHeartbeatRequestTopicInfo[];
	readonly repartitionSinkTopics: readonly string[];
	readonly repartitionSourceTopics: readonly StreamsGroupHeartbeatRequestTopicInfo[];
	readonly copartitionGroups: readonly StreamsGroupHeartbeatRequestCopartitionGroup[];
};

export type StreamsGroupHeartbeatRequestTopicInfo = {
	readonly name: string;
	readonly partitions: number;
	readonly replicationFactor: number;
	readonly topicConfigs: readonly StreamsGroupHeartbeatRequestKeyValue[];
};

export type StreamsGroupHeartbeatRequestKeyValue = {
	readonly key: string;
	readonly value: string;
};

export type StreamsGroupHeartbeatRequestCopartitionGroup = {
	readonly sourceTopics: readonly number[];
	readonly sourceTopicRegex: readonly number[];
	readonly repartitionSourceTopics: readonly number[];
};

export type StreamsGroupHeartbeatRequestTaskIds = {
	readonly subtopologyId: string;
	readonly partitions: readonly number[];
};

export type StreamsGroupHeartbeatRequestEndpoint = {
	readonly host: string;
	readonly port: number;
};

export type StreamsGroupHeartbeatRequestTaskOffset = {
	readonly subtopologyId: string;
	readonly partition: number;
	readonly offset: bigint;
};

export type StreamsGroupHeartbeatResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	readonly memberId: string;
	readonly memberEpoch: number;
	readonly heartbeatIntervalMs: number;
	/** v0 */
	readonly acceptableRecoveryLagLegacy: number;
	readonly taskOffsetIntervalMs: number;
	/** v1+ */
	readonly acceptableRecoveryLag: bigint;
	readonly status: readonly StreamsGroupHeartbeatResponseStatus[] | null;
	readonly activeTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
	readonly standbyTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
	readonly warmupTasks: readonly StreamsGroupHeartbeatResponseTaskIds[] | null;
	/** v1+ */
	readonly topologyDescriptionRequired: boolean;
	readonly endpointInformationEpoch: number;
	readonly partitionsByUserEndpoint: readonly StreamsGroupHeartbeatResponseEndpointToPartitions[] | null;
};

export type StreamsGroupHeartbeatResponseStatus = {
	readonly statusCode: number;
	readonly statusDetail: string;
};

export type StreamsGroupHeartbeatResponseTaskIds = {
	readonly subtopologyId: string;
	readonly partitions: readonly number[];
};

export type StreamsGroupHeartbeatResponseEndpointToPartitions = {
	readonly userEndpoint: StreamsGroupHeartbeatResponseEndpoint;
	readonly activePartitions: readonly StreamsGroupHeartbeatResponseTopicPartition[];
	readonly standbyPartitions: readonly StreamsGroupHeartbeatResponseTopicPartition[];
};

export type StreamsGroupHeartbeatResponseEndpoint = {
	readonly host: string;
	readonly port: number;
};

export type StreamsGroupHeartbeatResponseTopicPartition = {
	readonly topic: string;
	readonly partitions: readonly number[];
};

export type StreamsGroupTopologyDescriptionUpdateRequest = {
	readonly groupId: string;
	readonly memberId: string;
	readonly topologyEpoch: number;
	readonly topologyDescription: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription;
};

export type StreamsGroupTopologyDescriptionUpdateRequestTopologyDescription = {
	readonly subtopologies: readonly StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology[];
	readonly globalStores: readonly StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore[];
};

export type StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionSubtopology = {
	readonly subtopologyId: string;
	readonly nodes: readonly StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode[];
};

export type StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode = {
	readonly name: string;
	readonly nodeType: number;
	readonly sourceTopics: readonly string[];
	readonly sinkTopic: string | null;
	readonly stores: readonly string[];
	readonly successors: readonly string[];
};

export type StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionGlobalStore = {
	readonly source: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode;
	readonly processor: StreamsGroupTopologyDescriptionUpdateRequestTopologyDescriptionNode;
};

export type StreamsGroupTopologyDescriptionUpdateResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type SyncGroupRequest = {
	readonly groupId: string;
	readonly generationId: number;
	readonly memberId: string;
	/** v3+ */
	readonly groupInstanceId: string | null;
	/** v5+ */
	readonly protocolType: string | null;
	/** v5+ */
	readonly protocolName: string | null;
	readonly assignments: readonly SyncGroupRequestAssignment[];
};

export type SyncGroupRequestAssignment = {
	readonly memberId: string;
	readonly assignment: Buffer;
};

export type SyncGroupResponse = {
	/** v1+ */
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	/** v5+ */
	readonly protocolType: string | null;
	/** v5+ */
	readonly protocolName: string | null;
	readonly assignment: Buffer;
};

export type TxnOffsetCommitRequest = {
	readonly transactionalId: string;
	readonly groupId: string;
	readonly producerId: bigint;
	readonly producerEpoch: number;
	/** v3+ */
	readonly generationIdOrMemberEpoch: number;
	/** v3+ */
	readonly memberId: string;
	/** v3+ */
	readonly groupInstanceId: string | null;
	readonly topics: readonly TxnOffsetCommitRequestTopic[];
};

export type TxnOffsetCommitRequestTopic = {
	/** v0–5 */
	readonly name: string;
	/** v6+ */
	readonly topicId: string;
	readonly partitions: readonly TxnOffsetCommitRequestPartition[];
};

export type TxnOffsetCommitRequestPartition = {
	readonly partitionIndex: number;
	readonly committedOffset: bigint;
	/** v2+ */
	readonly committedLeaderEpoch: number;
	readonly committedMetadata: string | null;
};

export type TxnOffsetCommitResponse = {
	readonly throttleTimeMs: number;
	readonly topics: readonly TxnOffsetCommitResponseTopic[];
};

export type TxnOffsetCommitResponseTopic = {
	/** v0–5 */
	readonly name: string;
	/** v6+ */
	readonly topicId: string;
	readonly partitions: readonly TxnOffsetCommitResponsePartition[];
};

export type TxnOffsetCommitResponsePartition = {
	readonly partitionIndex: number;
	readonly errorCode: number;
};

export type UnregisterBrokerRequest = {
	readonly brokerId: number;
};

export type UnregisterBrokerResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type UnregisterControllerRequest = {
	readonly controllerId: number;
};

export type UnregisterControllerResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type UpdateFeaturesRequest = {
	readonly timeoutMs: number;
	readonly featureUpdates: readonly UpdateFeaturesRequestFeatureUpdateKey[];
	/** v1+ */
	readonly validateOnly: boolean;
};

export type UpdateFeaturesRequestFeatureUpdateKey = {
	readonly feature: string;
	readonly maxVersionLevel: number;
	/** v0 */
	readonly allowDowngrade: boolean;
	/** v1+ */
	readonly upgradeType: number;
};

export type UpdateFeaturesResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
	/** v0–1 */
	readonly results: readonly UpdateFeaturesResponseUpdatableFeatureResult[];
};

export type UpdateFeaturesResponseUpdatableFeatureResult = {
	readonly feature: string;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type UpdateRaftVoterRequest = {
	readonly clusterId: string | null;
	readonly currentLeaderEpoch: number;
	readonly voterId: number;
	readonly voterDirectoryId: string;
	readonly listeners: readonly UpdateRaftVoterRequestListener[];
	readonly kRaftVersionFeature: UpdateRaftVoterRequestKRaftVersionFeature;
};

export type UpdateRaftVoterRequestListener = {
	readonly name: string;
	readonly host: string;
	readonly port: number;
};

export type UpdateRaftVoterRequestKRaftVersionFeature = {
	readonly minSupportedVersion: number;
	readonly maxSupportedVersion: number;
};

export type UpdateRaftVoterResponse = {
	readonly throttleTimeMs: number;
	readonly errorCode: number;
	readonly currentLeader: UpdateRaftVoterResponseCurrentLeader;
};

export type UpdateRaftVoterResponseCurrentLeader = {
	readonly leaderId: number;
	readonly leaderEpoch: number;
	readonly host: string;
	readonly port: number;
};

export type VoteRequest = {
	readonly clusterId: string | null;
	/** v1+ */
	readonly voterId: number;
	readonly topics: readonly VoteRequestTopicData[];
};

export type VoteRequestTopicData = {
	readonly topicName: string;
	readonly partitions: readonly VoteRequestPartitionData[];
};

export type VoteRequestPartitionData = {
	readonly partitionIndex: number;
	readonly replicaEpoch: number;
	readonly replicaId: number;
	/** v1+ */
	readonly replicaDirectoryId: string;
	/** v1+ */
	readonly voterDirectoryId: string;
	readonly lastOffsetEpoch: number;
	readonly lastOffset: bigint;
	/** v2+ */
	readonly preVote: boolean;
};

export type VoteResponse = {
	readonly errorCode: number;
	readonly topics: readonly VoteResponseTopicData[];
	/** v1+ */
	readonly nodeEndpoints: readonly VoteResponseNodeEndpoint[];
};

export type VoteResponseTopicData = {
	readonly topicName: string;
	readonly partitions: readonly VoteResponsePartitionData[];
};

export type VoteResponsePartitionData = {
	readonly partitionIndex: number;
	readonly errorCode: number;
	readonly leaderId: number;
	readonly leaderEpoch: number;
	readonly voteGranted: boolean;
};

export type VoteResponseNodeEndpoint = {
	/** v1+ */
	readonly nodeId: number;
	/** v1+ */
	readonly host: string;
	/** v1+ */
	readonly port: number;
};

export type VotersRecord = {
	readonly version: number;
	readonly voters: readonly VotersRecordVoter[];
};

export type VotersRecordVoter = {
	readonly voterId: number;
	readonly voterDirectoryId: string;
	readonly endpoints: readonly VotersRecordEndpoint[];
	readonly kRaftVersionFeature: VotersRecordKRaftVersionFeature;
};

export type VotersRecordEndpoint = {
	readonly name: string;
	readonly host: string;
	readonly port: number;
};

export type VotersRecordKRaftVersionFeature = {
	readonly minSupportedVersion: number;
	readonly maxSupportedVersion: number;
};

export type WriteShareGroupStateRequest = {
	readonly groupId: string;
	readonly topics: readonly WriteShareGroupStateRequestWriteStateData[];
};

export type WriteShareGroupStateRequestWriteStateData = {
	readonly topicId: string;
	readonly partitions: readonly WriteShareGroupStateRequestPartitionData[];
};

export type WriteShareGroupStateRequestPartitionData = {
	readonly partition: number;
	readonly stateEpoch: number;
	readonly leaderEpoch: number;
	readonly startOffset: bigint;
	/** v1+ */
	readonly deliveryCompleteCount: number;
	readonly stateBatches: readonly WriteShareGroupStateRequestStateBatch[];
};

export type WriteShareGroupStateRequestStateBatch = {
	readonly firstOffset: bigint;
	readonly lastOffset: bigint;
	readonly deliveryState: number;
	readonly deliveryCount: number;
};

export type WriteShareGroupStateResponse = {
	readonly results: readonly WriteShareGroupStateResponseWriteStateResult[];
};

export type WriteShareGroupStateResponseWriteStateResult = {
	readonly topicId: string;
	readonly partitions: readonly WriteShareGroupStateResponsePartitionResult[];
};

export type WriteShareGroupStateResponsePartitionResult = {
	readonly partition: number;
	readonly errorCode: number;
	readonly errorMessage: string | null;
};

export type WriteTxnMarkersRequest = {
	readonly markers: readonly WriteTxnMarkersRequestWritableTxnMarker[];
};

export type WriteTxnMarkersRequestWritableTxnMarker = {
	readonly producerId: bigint;
	readonly producerEpoch: number;
	readonly transactionResult: boolean;
	readonly topics: readonly WriteTxnMarkersRequestWritableTxnMarkerTopic[];
	readonly coordinatorEpoch: number;
	/** v2+ */
	readonly transactionVersion: number;
};

export type WriteTxnMarkersRequestWritableTxnMarkerTopic = {
	readonly name: string;
	readonly partitionIndexes: readonly number[];
};

export type WriteTxnMarkersResponse = {
	readonly markers: readonly WriteTxnMarkersResponseWritableTxnMarkerResult[];
};

export type WriteTxnMarkersResponseWritableTxnMarkerResult = {
	readonly producerId: bigint;
	readonly topics: readonly WriteTxnMarkersResponseWritableTxnMarkerTopicResult[];
};

export type WriteTxnMarkersResponseWritableTxnMarkerTopicResult = {
	readonly name: string;
	readonly partitions: readonly WriteTxnMarkersResponseWritableTxnMarkerPartitionResult[];
};

export type WriteTxnMarkersResponseWritableTxnMarkerPartitionResult = {
	readonly partitionIndex: number;
	readonly errorCode: number;
};
