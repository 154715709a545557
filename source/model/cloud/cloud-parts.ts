/** What MSK tells of a cluster besides its description, each by a call and a permission of its own. */
import type { Outcome } from '../failure.ts';
import type { CloudDescription } from './cloud-cluster.ts';

/** Something that was done to the cluster, or that is being done. */
export type CloudOperation = {
	readonly arn: string;
	/** `UPDATE_BROKER_STORAGE`, `SECURITY_PATCHING`, … */
	readonly type: string;
	/** `UPDATE_IN_PROGRESS`, `UPDATE_COMPLETE`, … */
	readonly state: string;
	readonly startMs: number | null;
	/** Null while it runs. */
	readonly endMs: number | null;
};

export type CloudConfiguration = {
	readonly name: string;
	readonly latestRevision: number | null;
	/** What was said of the newest revision when it was made. */
	readonly latestDescription: string | null;
	readonly latestMs: number | null;
};

/** A secret that holds a user of SCRAM. */
export type ScramSecret = {
	readonly arn: string;
	readonly name: string;
	/** Null for the account's default key; undefined where it could not be looked up. */
	readonly kmsKeyId: string | null | undefined;
	readonly changedMs: number | null | undefined;
	/** When Secrets Manager will delete it; null where it will not. */
	readonly deletedMs: number | null | undefined;
};

/** All that MSK tells of a cluster; every part is there or says why not. Null: there is no such thing here. */
export type CloudParts = {
	readonly description: CloudDescription;
	readonly operations: Outcome<readonly CloudOperation[]>;
	readonly configuration: Outcome<CloudConfiguration> | null;
	readonly targetVersions: Outcome<readonly string[]> | null;
	readonly secrets: Outcome<readonly ScramSecret[]> | null;
};

/**
 * What breaks a user of SCRAM on MSK (MSK Developer Guide, "Sign-in credentials authentication with AWS Secrets Manager", limitations).
 * Empty where nothing does, as far as it is known.
 */
export const secretFaults = (secret: ScramSecret, cluster: { readonly region: string; readonly account: string }): readonly string[] => {
	const [, , , region, account] = secret.arn.split(':');
	return [
		...(secret.name.startsWith('AmazonMSK_') ? [] : ['its name does not begin with AmazonMSK_']),
		...(secret.kmsKeyId === null || secret.kmsKeyId?.includes('alias/aws/secretsmanager')
			? ['it is encrypted with the account’s default key; MSK needs one of the customer’s']
			: []),
		...(region === cluster.region && account === cluster.account ? [] : ['it lies in another region or account']),
		...(secret.deletedMs == null ? [] : ['it is being deleted']),
	];
};

/** The name in a secret's ARN, without the six letters that AWS adds. */
export const secretName = (arn: string): string =>
	arn
		.split(':')
		.slice(6)
		.join(':')
		.replace(/-\w{6}$/, '');
