import { type HostPort, hostPortText } from '../../model/connection-settings.ts';
import type { ClusterIdentity, Diagnosis, DiagnosisStep, Permission } from '../../model/diagnosis.ts';
import { Failure } from '../../model/failure.ts';
import type { ClockCheck, ConnectionProbe, ProbeOptions } from '../../ports/connection-probe.ts';
import type { BrokerConnection } from '../broker-connection.ts';
import { Deadline } from '../deadline.ts';
import { type Resolve, systemResolve } from './addresses.ts';
import { type ProbeSource, prepareCredentials } from './credentials-step.ts';
import { readPermissions, unknownPermissions } from './permissions.ts';
import { stepsNotReached } from './step-recorder.ts';
import { type Walk, type WalkGround, walk } from './walk.ts';

/** The first answer that takes rights into account may be slow under MSK IAM (aws-msk-iam-auth#73). */
const PERMISSIONS_MS = 120_000;

export type ProbeParts = ProbeSource & {
	/** How the brokers of an ARN were found; absent where they were given. */
	readonly located?: DiagnosisStep | undefined;
	readonly resolve?: Resolve;
	readonly nowMs?: () => number;
	/** Compares this machine's clock with AWS's; undefined where AWS cannot be asked. Only under IAM. */
	readonly checkClock?: () => Promise<ClockCheck | undefined>;
};

/** Makes the probe of a cluster; nothing is dialled before it is asked. */
export const openProbe = (parts: ProbeParts): ConnectionProbe => ({ diagnose: options => diagnose(parts, options) });

const diagnose = async (parts: ProbeParts, options: ProbeOptions = {}): Promise<Diagnosis> => {
	const { settings, resolve = systemResolve, nowMs = Date.now } = parts;
	const deadline = new Deadline(settings.connectTimeoutMs, options.signal);
	const tell = (steps: readonly DiagnosisStep[]) => {
		if (steps.length > 0) options.onSteps?.(steps);
	};
	const { step: credentials, identity, transport } = await prepareCredentials(parts, deadline, nowMs);
	const first = parts.located === undefined ? [credentials] : [credentials, parts.located];
	tell(first);
	let walks: readonly Walk[] = [];
	try {
		if (transport === undefined) {
			const untried = settings.bootstrap.flatMap(stepsNotReached);
			tell([...untried, notReached]);
			return { steps: [...first, ...untried, notReached], identity, permissions: unknownPermissions(NOT_CONNECTED), clusterId: null };
		}
		const ground: WalkGround = { settings, transport, resolve, deadline, nowMs, canAuthenticate: credentials.ok !== false };
		// Beside the walks, which take as long: a clock that is off by minutes is found before a token is refused for it.
		const clockNow = startClockCheck(parts);
		walks = await walkAll(ground, walk => tell(walk.steps));
		const clock = await clockStep(clockNow, walks, options.signal);
		tell(clock);
		const asked = await permissionsOf(walks, settings.connectTimeoutMs, options);
		tell([asked.step]);
		return {
			steps: [...first, ...clock, ...walks.flatMap(w => w.steps), asked.step],
			identity,
			permissions: asked.permissions,
			clusterId: walks.find(w => w.clusterId !== null)?.clusterId ?? null,
		};
	} finally {
		for (const { connection } of walks) connection?.destroy();
	}
};

/** Walks all bootstrap addresses at once, and every other address that a broker tells as soon as it is told; in that order. */
const walkAll = async (ground: WalkGround, onWalk: (walk: Walk) => void): Promise<readonly Walk[]> => {
	const walks = new Map<string, Promise<Walk>>();
	let clusterId: string | null = null;
	const start = (address: HostPort, isAdvertised: boolean): void => {
		const key = hostPortText(address);
		if (walks.has(key)) return;
		walks.set(
			key,
			walk(address, isAdvertised, ground).then(walked => {
				clusterId ??= walked.clusterId;
				const judged = ofCluster(walked, clusterId);
				onWalk(judged);
				for (const broker of judged.brokers) start({ host: broker.host, port: broker.port }, true);
				return judged;
			}),
		);
	};
	for (const address of ground.settings.bootstrap) start(address, false);
	try {
		let done: readonly Walk[] = [];
		while (done.length < walks.size) done = await Promise.all(walks.values());
		return done;
	} catch (error) {
		for (const walked of walks.values()) walked.then(w => w.connection?.destroy()).catch(() => {});
		throw error;
	}
};

/** A walk into another cluster than the first one found fails at its last step; its brokers are not followed. */
const ofCluster = (walked: Walk, clusterId: string | null): Walk => {
	if (walked.clusterId === null || walked.clusterId === clusterId) return walked;
	const failure = new Failure('config', `This address belongs to another cluster, ${walked.clusterId}, not to ${clusterId}.`, {
		nextSteps: ['Give addresses of one cluster only; behind tunnels check where each --map ends.'],
	});
	walked.connection?.destroy();
	const steps = walked.steps.map(s => (s.step === 'cluster' ? { ...s, ok: false, failure } : s));
	return { ...walked, steps, connection: undefined, clusterId: null, brokers: [] };
};

const GLOBAL_STEP = { broker: null, ok: null, ms: null, detail: '', failure: null, warning: null } as const;
const NOT_CONNECTED = 'no broker could be asked';
const notReached: DiagnosisStep = { ...GLOBAL_STEP, step: 'permissions', detail: 'not reached' };

type ClockAnswer = { readonly check: ClockCheck | undefined; readonly ms: number };

/** Undefined under an authentication that no clock can spoil. */
const startClockCheck = ({ checkClock }: ProbeParts): Promise<ClockAnswer> | undefined => {
	const started = performance.now();
	return checkClock?.().then(check => ({ check, ms: performance.now() - started }));
};

/** Waits for AWS's time only when brokers refused an IAM token, which is what a wrong clock looks like; else takes what has come by now. */
const clockStep = async (
	asked: Promise<ClockAnswer> | undefined,
	walks: readonly Walk[],
	signal?: AbortSignal,
): Promise<readonly DiagnosisStep[]> => {
	if (asked === undefined) return [];
	const step = (more: Partial<DiagnosisStep>): readonly DiagnosisStep[] => [{ ...GLOBAL_STEP, step: 'clock', ...more }];
	const isRefused = walks.some(w => w.steps.some(s => s.step === 'sasl' && s.failure?.kind === 'authentication'));
	const answer = await (isRefused ? asked : Promise.race([asked, Promise.resolve(undefined)]));
	signal?.throwIfAborted();
	if (answer?.check === undefined)
		return step({ detail: isRefused ? 'AWS could not be asked for the time' : 'AWS has not told the time; no broker doubts ours' });
	const { check, ms } = answer;
	if (check.failure === null) return step({ ok: true, ms, detail: `within ${Math.ceil(Math.abs(check.offsetMs) / 1000)} s of AWS` });
	// Brokers that took the token are less strict than AWS's own services are; it is said, but it is not what fails.
	return isRefused ? step({ ok: false, ms, failure: check.failure }) : step({ ok: true, ms, warning: check.failure.message });
};

type Asked = { readonly step: DiagnosisStep; readonly permissions: readonly Permission[] };

const permissionsOf = async (
	walks: readonly Walk[],
	timeoutMs: number,
	{ signal, topic, group, skipsPermissions }: ProbeOptions,
): Promise<Asked> => {
	if (skipsPermissions) return { step: { ...notReached, detail: 'not asked for' }, permissions: unknownPermissions('not asked for') };
	const open = walks.flatMap(w => (w.connection === undefined ? [] : [w.connection]));
	if (!isSome(open)) return { step: notReached, permissions: unknownPermissions(NOT_CONNECTED) };
	const deadline = new Deadline(Math.max(PERMISSIONS_MS, timeoutMs), signal);
	const started = performance.now();
	const { permissions, failure } = await readPermissions({ connections: open, topic, group, deadline });
	const ms = performance.now() - started;
	if (failure !== undefined) return { step: { ...notReached, ok: false, ms, detail: '', failure }, permissions };
	const count = (allowed: boolean | null) => permissions.filter(p => p.allowed === allowed).length;
	return {
		step: { ...notReached, ok: true, ms, detail: `${count(true)} held, ${count(false)} not held, ${count(null)} not known` },
		permissions,
	};
};

const isSome = (list: readonly BrokerConnection[]): list is readonly [BrokerConnection, ...BrokerConnection[]] => list.length > 0;

/** The diagnosis of a cluster whose brokers could not even be found. */
export const unlocated = (steps: readonly DiagnosisStep[], identity: ClusterIdentity): Diagnosis => ({
	steps: [...steps, notReached],
	identity,
	permissions: unknownPermissions(NOT_CONNECTED),
	clusterId: null,
});
