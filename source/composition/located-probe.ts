import type { ClusterRequest } from '../composition.ts';
import { resolveConnectionSettings } from '../files/connection-settings-resolution.ts';
import { type ConnectionSources, neededFromAws, whichCluster } from '../files/which-cluster.ts';
import { type ConnectionSettings, hostPortText } from '../model/connection-settings.ts';
import type { ClusterIdentity, Diagnosis, DiagnosisStep } from '../model/diagnosis.ts';
import { asFailure } from '../model/failure.ts';
import { mskClusterArn } from '../model/msk-address.ts';
import { type FoundCluster, offersText } from '../model/msk-bootstrap.ts';
import { awsHooks, lookUp, waitsForCode } from './aws-side.ts';
import type { OpenedProbe } from './probe.ts';

/** The settings of a cluster, with the steps that led to them; or where the way to its brokers ended. */
export type Located =
	| { readonly settings: ConnectionSettings; readonly located?: DiagnosisStep }
	| { readonly settings?: undefined; readonly failed: OpenedProbe };

/** Finds the brokers step by step: unlike for opening a cluster, what AWS refuses is no error but a step of the diagnosis. */
export const locate = async (sources: ConnectionSources, request: ClusterRequest): Promise<Located> => {
	const needed = neededFromAws(sources);
	if (needed.arn === null && needed.secret === null) {
		const settings = resolveConnectionSettings(sources);
		// A code is typed before the time limits of the diagnosis run.
		if (!(await waitsForCode(settings))) return { settings };
	}
	const steps: DiagnosisStep[] = [];
	const identity: ClusterIdentity = {
		// IAM is what an ARN is entered by unless something else is said.
		authentication: sources.options.auth ?? whichCluster(sources).cluster.auth?.kind ?? 'iam',
		principal: null,
		facts: {},
		unknown: [{ field: 'principal', reason: 'the way to the brokers was not found', needs: null }],
	};
	const failed = (step: DiagnosisStep, as: ClusterIdentity = identity): Located => ({
		failed: failedProbe(sources, [...steps, step], as, request),
	});
	const timed = stopwatch();
	let who = identity;
	let caller: string | undefined;
	try {
		const { credentialFacts } = await import('../aws/credential-facts.ts');
		const { iamIdentity, iamText } = await import('../kafka/probe/credentials-step.ts');
		const facts = await credentialFacts(needed.aws, needed.hosts, awsHooks(request));
		caller = facts.caller;
		if (identity.authentication === 'iam') who = iamIdentity(facts);
		steps.push(stepOf('credentials', { ok: true, ms: timed(), detail: iamText(facts) }));
	} catch (error) {
		return failed(stepOf('credentials', { ok: false, ms: timed(), failure: asFailure(error) }));
	}
	const found = stopwatch();
	try {
		const looked = await lookUp(sources, request);
		const settings = resolveConnectionSettings(looked);
		const { arn } = needed;
		if (arn === null) return { settings };
		return {
			settings,
			located: stepOf('bootstrap', { ok: true, ms: found(), detail: foundText(looked.lookedUp?.found, settings, caller) }),
		};
	} catch (error) {
		const failure = asFailure(error);
		if (failure.kind === 'usage' || failure.kind === 'bug') throw failure;
		return failed(stepOf(needed.arn === null ? 'credentials' : 'bootstrap', { ok: false, ms: found(), failure }), who);
	}
};

const stopwatch = (): (() => number) => {
	const started = performance.now();
	return () => performance.now() - started;
};

const stepOf = (step: DiagnosisStep['step'], more: Partial<DiagnosisStep>): DiagnosisStep => ({
	...{ step, broker: null, ok: null, ms: null, detail: '', failure: null, warning: null },
	...more,
});

const foundText = (
	found: FoundCluster | undefined,
	{ bootstrap, authentication }: ConnectionSettings,
	caller: string | undefined,
): string => {
	const chosen = bootstrap.map(hostPortText).join();
	const offer = found?.offers.find(o => o.brokers === chosen);
	const others = found?.offers.filter(o => o !== offer) ?? [];
	return [
		`${bootstrap.length} addresses for ${authentication.kind} from kafka:GetBootstrapBrokers (${offer?.field ?? 'not told'})`,
		// Under IAM the step before says it.
		...(authentication.kind === 'iam' || caller === undefined ? [] : [`asked as ${caller}`]),
		...(others.length > 0 ? [`also offered: ${offersText(others)}`] : []),
	].join('; ');
};

/** A probe whose way ended before the first broker. */
const failedProbe = (
	sources: ConnectionSources,
	steps: readonly DiagnosisStep[],
	identity: ClusterIdentity,
	{ options }: ClusterRequest,
): OpenedProbe => {
	const { name, cluster } = whichCluster(sources);
	const arn = cluster.arn === undefined ? undefined : mskClusterArn(cluster.arn);
	return {
		settings: {
			name: name ?? arn?.name ?? cluster.bootstrap?.[0]?.host ?? '',
			bootstrap: cluster.bootstrap ?? [],
			authentication: { kind: 'plaintext' },
			tls: {},
			addressMap: new Map(),
			environment: cluster.environment ?? 'prod',
			access: 'read-only',
			connectTimeoutMs: options.timeoutMs ?? 0,
			scanRate: null,
		},
		scope:
			arn === undefined
				? { isIam: false }
				: { isIam: true, region: arn.region, account: arn.account, clusterName: arn.name, clusterUuid: arn.uuid },
		diagnose: async ({ onSteps } = {}): Promise<Diagnosis> => {
			const { unlocated } = await import('../kafka/probe/open-probe.ts');
			const diagnosis = unlocated(steps, identity);
			onSteps?.(diagnosis.steps);
			return diagnosis;
		},
	};
};
