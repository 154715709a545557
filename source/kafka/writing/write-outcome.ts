import { Failure, failed, type Outcome, success } from '../../model/failure.ts';
import { errorByCode } from '../../protocol/error-codes.ts';
import { type ErrorSubject, failureOfCode } from '../broker-errors.ts';

/** What is wrong lies in what was asked for. */
const WRONG: ReadonlySet<string> = new Set([
	'INVALID_CONFIG',
	'INVALID_REQUEST',
	'INVALID_PARTITIONS',
	'INVALID_REPLICATION_FACTOR',
	'INVALID_TOPIC_EXCEPTION',
	'INVALID_REPLICA_ASSIGNMENT',
	'TOPIC_ALREADY_EXISTS',
	'OFFSET_OUT_OF_RANGE',
]);

/** The cluster does not let it be done, now or ever. */
const FORBIDDEN: ReadonlySet<string> = new Set([
	'POLICY_VIOLATION',
	'TOPIC_DELETION_DISABLED',
	'REASSIGNMENT_IN_PROGRESS',
	'PREFERRED_LEADER_NOT_AVAILABLE',
	'INVALID_PRODUCER_EPOCH',
	'TRANSACTION_COORDINATOR_FENCED',
	'NON_EMPTY_GROUP',
	'GROUP_SUBSCRIBED_TO_TOPIC',
	'UNKNOWN_MEMBER_ID',
	'ILLEGAL_GENERATION',
	'STALE_MEMBER_EPOCH',
	'REBALANCE_IN_PROGRESS',
	'FENCED_INSTANCE_ID',
]);

/**
 * The broker gave up, not the work: it may still be carried out, or have been. A coordinator says NOT_AVAILABLE also of a commit that it wrote
 * and that too few replicas took (GroupMetadataManager.storeOffsets).
 */
const UNCERTAIN: ReadonlySet<string> = new Set(['REQUEST_TIMED_OUT', 'COORDINATOR_NOT_AVAILABLE', 'UNKNOWN_SERVER_ERROR']);

/** What became of one item of a change, from the broker's code and words. */
export const writeOutcome = (code: number, subject: ErrorSubject, message?: string | null): Outcome<null> => {
	if (code === 0) return success(null);
	const known = errorByCode(code);
	const name = known?.name ?? '';
	const kind = WRONG.has(name) ? 'usage' : FORBIDDEN.has(name) ? 'refused' : undefined;
	if (kind !== undefined) {
		const said = message || known?.message || name;
		return failed(new Failure(kind, `Kafka refuses it for ${subject.resource}: ${said}`, { details: { error: name } }));
	}
	const failure = failureOfCode(code, subject, message);
	if (failure === undefined) return success(null);
	if (!UNCERTAIN.has(name)) return failed(failure);
	const uncertainKind = name === 'REQUEST_TIMED_OUT' ? 'timeout' : failure.kind;
	return failed(new Failure(uncertainKind, failure.message, { details: { ...failure.details, isUncertain: true } }));
};

/** The answer left an item out. */
export const unanswered = (what: string): Outcome<null> =>
	failed(new Failure('incomplete', `The broker said nothing about ${what}.`, { details: { isUncertain: true } }));
