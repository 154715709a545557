import { aclApis } from '../apis/acls.ts';
import { clusterApis } from '../apis/cluster-description.ts';
import { configApis } from '../apis/configs.ts';
import { fetchApis } from '../apis/fetch.ts';
import { groupListApis } from '../apis/group-lists.ts';
import { groupMembershipApis } from '../apis/group-membership.ts';
import { groupOffsetApis } from '../apis/group-offsets.ts';
import type { Handlers } from '../apis/handler.ts';
import { helloApis } from '../apis/hello.ts';
import { offsetApis } from '../apis/list-offsets.ts';
import { metadataApis } from '../apis/metadata.ts';
import { produceApis } from '../apis/produce.ts';
import { replicaChangeApis } from '../apis/replica-changes.ts';
import { topicChangeApis } from '../apis/topic-changes.ts';
import { transactionListApis } from '../apis/transaction-lists.ts';
import { transactionMarkerApis } from '../apis/transaction-markers.ts';
import { transactionApis } from '../apis/transactions.ts';

/** Every API the sandbox answers, with the versions that today's clients use of it. */
export const apiTable: Handlers = {
	...helloApis(() => apiTable),
	...metadataApis,
	...clusterApis,
	...offsetApis,
	...fetchApis,
	...produceApis,
	...groupListApis,
	...groupMembershipApis,
	...groupOffsetApis,
	...configApis,
	...topicChangeApis,
	...replicaChangeApis,
	...aclApis,
	...transactionApis,
	...transactionListApis,
	...transactionMarkerApis,
};
