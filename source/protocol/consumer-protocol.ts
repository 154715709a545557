/**
 * What members of a classic consumer group tell each other through the coordinator, inside JoinGroup, SyncGroup and DescribeGroups.
 *
 *   int16 version, then the message in that version (or the newest one we know: newer versions only append)
 */
import { decodeMessageAt, encodeMessage, tableOf } from './codec.ts';
import type { DataMessages } from './generated/types.ts';
import type { Input } from './messages.ts';
import { ProtocolError } from './protocol-error.ts';

type ConsumerMessage = 'ConsumerProtocolSubscription' | 'ConsumerProtocolAssignment';

const decode = <N extends ConsumerMessage>(name: N, bytes: Buffer): DataMessages[N] => {
	if (bytes.length < 2) throw new ProtocolError(name, `${bytes.length} bytes hold no version`, 0);
	const version = bytes.readInt16BE(0);
	if (version < 0) throw new ProtocolError(name, `version ${version}`, 0);
	return decodeMessageAt(name, Math.min(version, tableOf(name)[1]), bytes, 2).message as DataMessages[N];
};

const encode = <N extends ConsumerMessage>(name: N, version: number, message: Input<DataMessages[N]>): Buffer => {
	const prefix = Buffer.allocUnsafe(2);
	prefix.writeInt16BE(version);
	return Buffer.concat([prefix, encodeMessage(name, version, message)]);
};

/** Decodes the partitions given to a member (`memberAssignment` of DescribeGroups); throws ProtocolError, also for no bytes at all. */
export const decodeAssignment = (bytes: Buffer): DataMessages['ConsumerProtocolAssignment'] => decode('ConsumerProtocolAssignment', bytes);

/** Decodes what a member subscribed to (`memberMetadata` of DescribeGroups); throws ProtocolError, also for no bytes at all. */
export const decodeSubscription = (bytes: Buffer): DataMessages['ConsumerProtocolSubscription'] =>
	decode('ConsumerProtocolSubscription', bytes);

/** Encodes an assignment with its version in front. */
export const encodeAssignment = (version: number, message: Input<DataMessages['ConsumerProtocolAssignment']>): Buffer =>
	encode('ConsumerProtocolAssignment', version, message);

/** Encodes a subscription with its version in front. */
export const encodeSubscription = (version: number, message: Input<DataMessages['ConsumerProtocolSubscription']>): Buffer =>
	encode('ConsumerProtocolSubscription', version, message);
