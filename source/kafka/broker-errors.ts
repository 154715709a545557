import { Failure } from '../model/failure.ts';
import { describeClusterRight, describeGroupRight, describeTopicRight, type NeededRight, right } from '../model/needed-right.ts';
import { errorByCode } from '../protocol/error-codes.ts';

/** What a broker's error code is about, so that a refusal can name the right and the resource. */
export type ErrorSubject = { readonly resource: string; readonly needs?: NeededRight };

const NONE = 0;

/** Codes that mean "not allowed", with the right that is missing where the caller did not say it more exactly. */
const REFUSALS: Readonly<Record<string, (resource: string) => NeededRight>> = {
	TOPIC_AUTHORIZATION_FAILED: name => describeTopicRight(name),
	GROUP_AUTHORIZATION_FAILED: name => describeGroupRight(name),
	CLUSTER_AUTHORIZATION_FAILED: () => describeClusterRight,
	TRANSACTIONAL_ID_AUTHORIZATION_FAILED: name => right('DescribeTransactionalId', 'Describe', 'transactional-id', name),
	DELEGATION_TOKEN_AUTHORIZATION_FAILED: () => describeClusterRight,
};

const MISSING: ReadonlySet<string> = new Set([
	'UNKNOWN_TOPIC_OR_PARTITION',
	'UNKNOWN_TOPIC_ID',
	'GROUP_ID_NOT_FOUND',
	'TRANSACTIONAL_ID_NOT_FOUND',
	'RESOURCE_NOT_FOUND',
]);

/** Codes after which the leader or coordinator has to be looked up again. */
const MOVED: ReadonlySet<string> = new Set([
	'NOT_LEADER_OR_FOLLOWER',
	'LEADER_NOT_AVAILABLE',
	'FENCED_LEADER_EPOCH',
	'UNKNOWN_LEADER_EPOCH',
	'NOT_COORDINATOR',
	'COORDINATOR_NOT_AVAILABLE',
	'COORDINATOR_LOAD_IN_PROGRESS',
	'REPLICA_NOT_AVAILABLE',
	'KAFKA_STORAGE_ERROR',
	'OFFSET_NOT_AVAILABLE',
	'REQUEST_TIMED_OUT',
	'BROKER_NOT_AVAILABLE',
	'NETWORK_EXCEPTION',
]);

/** Turns an error code of an answer into a Failure; undefined for 0. `message` is the broker's own, when the answer carries one. */
export const failureOfCode = (code: number, subject: ErrorSubject, message?: string | null): Failure | undefined => {
	if (code === NONE) return undefined;
	const known = errorByCode(code);
	const name = known?.name ?? `error ${code}`;
	const said = message ?? known?.message ?? 'The broker gave no reason.';
	const refusal = REFUSALS[name];
	if (refusal !== undefined) {
		// Without the caller's word the resource's last word is its name: `topic orders`.
		const needs = subject.needs ?? refusal(subject.resource.slice(subject.resource.lastIndexOf(' ') + 1));
		return new Failure('authorization', `Not authorised: ${needs.operation} on ${subject.resource}.`, { needs, details: { error: name } });
	}
	if (MISSING.has(name)) return new Failure('notFound', `${capitalised(subject.resource)} does not exist.`, { details: { error: name } });
	if (name === 'UNSUPPORTED_VERSION')
		return new Failure('unsupported', `This cluster does not support it: ${said}`, { details: { error: name } });
	if (MOVED.has(name))
		return new Failure('connection', `${capitalised(subject.resource)}: ${said}`, { details: { error: name, isMoved: true } });
	return new Failure('incomplete', `${capitalised(subject.resource)}: ${said} (${name})`, { details: { error: name } });
};

/** True when asking again after a look at fresh metadata may help. */
export const isMoved = (failure: Failure): boolean => failure.details.isMoved === true;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
