import type { ClusterRequest } from '../composition.ts';
import type { ProbeParts } from '../kafka/probe/open-probe.ts';
import type { ConnectionSettings } from '../model/connection-settings.ts';
import type { DiagnosisStep } from '../model/diagnosis.ts';
import type { RightScope } from '../model/needed-right.ts';
import { systemClock } from '../ports/clock.ts';
import type { ConnectionProbe } from '../ports/connection-probe.ts';
import type { ConnectionSecrets } from '../ports/connection-secrets.ts';
import { awsHooks } from './aws-side.ts';
import { connectionSecrets } from './connection-secrets.ts';
import { idCheckOf } from './id-check.ts';
import { rightScope } from './right-scope.ts';

/** The way to a cluster, to be looked at step by step. */
export type OpenedProbe = ConnectionProbe & {
	readonly settings: ConnectionSettings;
	readonly scope: RightScope;
};

/** The probe of a cluster whose settings are known already. */
export const probeWithSettings = (
	settings: ConnectionSettings,
	request: Omit<ClusterRequest, 'options'> = {},
	located?: DiagnosisStep,
): OpenedProbe => {
	const diagnose = diagnoser(settings, () => connectionSecrets(settings, request), request, located);
	const idCheck = idCheckOf(settings, request);
	return {
		settings,
		scope: rightScope(settings),
		diagnose: async options => {
			const diagnosis = await diagnose(options);
			await idCheck.saw(diagnosis.clusterId);
			return diagnosis;
		},
	};
};

/** The parts of a diagnosis put together when one is asked for, which mostly is never. */
export const diagnoser = (
	settings: ConnectionSettings,
	secrets: () => Promise<ConnectionSecrets>,
	request: Omit<ClusterRequest, 'options'>,
	located?: DiagnosisStep,
): ConnectionProbe['diagnose'] => {
	const { authentication } = settings;
	const hosts = settings.bootstrap.map(at => at.host);
	const parts: ProbeParts = {
		settings,
		secrets,
		located,
		...(authentication.kind === 'iam' && {
			credentials: async () => (await import('../aws/credential-facts.ts')).credentialFacts(authentication.aws, hosts, awsHooks(request)),
			checkClock: async () => (await import('../aws/clock-check.ts')).checkClock(authentication.aws, hosts, systemClock.now),
		}),
	};
	return async options => {
		const asked = isPrompted(settings) ? { ...parts, secrets: await typedFirst(secrets) } : parts;
		return (await import('../kafka/probe/open-probe.ts')).openProbe(asked).diagnose(options);
	};
};

const isPrompted = ({ authentication }: ConnectionSettings): boolean =>
	authentication.kind === 'scram' && authentication.password.kind === 'prompt';

/**
 * Lets the person type before the time limits of the diagnosis run, and once. What went wrong in that is given again where the secrets
 * are a step of the diagnosis.
 */
const typedFirst = async (secrets: () => Promise<ConnectionSecrets>): Promise<() => Promise<ConnectionSecrets>> => {
	try {
		const known = await secrets();
		const password = await known.password?.();
		return async () => (password === undefined ? known : { ...known, password: async () => password });
	} catch (error) {
		return () => Promise.reject(error);
	}
};
