import type { Failure } from './failure.ts';
import type { NeededRight } from './needed-right.ts';
import type { UnknownField } from './unknown.ts';

/** The way to a cluster in its order; `credentials`, `bootstrap` (finding the brokers of an ARN), `clock` and `permissions` concern no single broker. */
export type StepName = 'credentials' | 'bootstrap' | 'clock' | 'name' | 'tcp' | 'tls' | 'sasl' | 'apiVersions' | 'cluster' | 'permissions';

/** What each step is called for people. */
export const STEP_TITLES: Readonly<Record<StepName, string>> = {
	credentials: 'credentials',
	bootstrap: 'bootstrap',
	clock: 'clock',
	name: 'name',
	tcp: 'TCP',
	tls: 'TLS',
	sasl: 'SASL',
	apiVersions: 'API versions',
	cluster: 'cluster',
	permissions: 'permissions',
};

/** The steps walked for every broker address. */
export const BROKER_STEPS: readonly StepName[] = ['name', 'tcp', 'tls', 'sasl', 'apiVersions', 'cluster'];

/**
 * One step of a diagnosis. `ok` is null where the step does not apply or was not reached; `detail` then says which,
 * else what was seen (addresses, the certificate, mechanisms).
 */
export type DiagnosisStep = {
	readonly step: StepName;
	/** `host:port` as the broker advertises it, or as it stands in the bootstrap list; null where no single broker is meant. */
	readonly broker: string | null;
	readonly ok: boolean | null;
	readonly ms: number | null;
	readonly detail: string;
	/** Why the step failed: what happened, and in `nextSteps` what to try. Null when it did not. */
	readonly failure: Failure | null;
	/** Something that works and soon will not, e.g. a certificate about to expire. */
	readonly warning: string | null;
};

/** Whether we hold a right, and how that is known; `allowed` is null where it can only be found out by trying. */
export type Permission = { readonly right: NeededRight; readonly allowed: boolean | null; readonly known: string };

/** What we are to the cluster. `principal` is Kafka's own word for it, null when only the cluster knows. */
export type ClusterIdentity = {
	readonly authentication: string;
	readonly principal: string | null;
	/** Further facts for people and JSON: `accessKeyId`, `credentialSource`, `expires`, … */
	readonly facts: Readonly<Record<string, string>>;
	readonly unknown: readonly UnknownField[];
};

export type Diagnosis = {
	readonly steps: readonly DiagnosisStep[];
	readonly identity: ClusterIdentity;
	readonly permissions: readonly Permission[];
	readonly clusterId: string | null;
};

/** The first step that failed, in the order of the list; undefined when all is well. */
export const firstFailed = (steps: readonly DiagnosisStep[]): (DiagnosisStep & { readonly failure: Failure }) | undefined =>
	steps.find((s): s is DiagnosisStep & { readonly failure: Failure } => s.ok === false && s.failure !== null);
