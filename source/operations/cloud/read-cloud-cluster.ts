import type { CloudParts } from '../../model/cloud/cloud-parts.ts';
import { cloudUnknown } from '../../model/cloud/cloud-unknown.ts';
import { asFailure, type Failure, failed, type Outcome, success } from '../../model/failure.ts';
import type { Gap } from '../../model/unknown.ts';
import type { ReadOptions } from '../../ports/cluster-reader.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';
import { cloudOf } from './cloud-of.ts';

/** What MSK told, and what it did not. */
export type CloudClusterAnswer = CloudParts & { readonly gaps: readonly Gap[] };

/** Reads what MSK tells of a cluster. Rejects with a Failure where it may not be described at all. */
export const readCloudCluster = async (known: KnownCluster, options?: ReadOptions): Promise<CloudClusterAnswer> => {
	const cloud = cloudOf(known);
	const description = await cloud.describe(options);
	const isProvisioned = description.kind !== 'serverless';
	const { configuration: inUse } = description;
	const [operations, configuration, targetVersions, secrets] = await Promise.all([
		outcome(cloud.readOperations(options)),
		inUse === null ? null : outcome(cloud.readConfiguration(inUse.arn, options)),
		isProvisioned ? outcome(cloud.readTargetVersions(options)) : null,
		description.authentication.includes('scram') ? outcome(cloud.readScramSecrets(options)) : null,
	]);
	const parts = { operations, configuration, targetVersions, secrets };
	const gaps = Object.entries(parts).flatMap(([path, part]): readonly Gap[] =>
		part === null || part.ok ? [] : [{ path, failure: part.failure, ...cloudUnknown(part.failure) }],
	);
	return { description, ...parts, gaps };
};

const outcome = <T>(reading: Promise<T>): Promise<Outcome<T>> =>
	reading.then(success, (error: unknown): Outcome<T> => failed(asFailure(error) satisfies Failure));
