import { X509Certificate } from 'node:crypto';
import type { ConnectionSettings } from '../../model/connection-settings.ts';
import type { ClusterIdentity, DiagnosisStep } from '../../model/diagnosis.ts';
import { asFailure, Failure } from '../../model/failure.ts';
import type { CredentialFacts } from '../../ports/connection-probe.ts';
import type { ConnectionSecrets } from '../../ports/connection-secrets.ts';
import { type Transport, transportOptions } from '../authentication/transport-options.ts';
import type { Deadline } from '../deadline.ts';

/** What a diagnosis starts from; functions, so that what goes wrong with secrets is a step like any other. */
export type ProbeSource = {
	readonly settings: ConnectionSettings;
	readonly secrets: () => Promise<ConnectionSecrets>;
	/** What AWS credentials there are; only under IAM. */
	readonly credentials?: () => Promise<CredentialFacts>;
};

export type Prepared = {
	readonly step: DiagnosisStep;
	readonly identity: ClusterIdentity;
	/** Undefined when not even TLS can be tried. */
	readonly transport: Transport | undefined;
};

type Found = { readonly detail: string; readonly identity: ClusterIdentity; readonly isNotApplicable?: boolean };

/** Reads the secrets and says whose they are; nothing secret is in what it gives. Rejects only when the caller gave up. */
export const prepareCredentials = async (source: ProbeSource, deadline: Deadline, nowMs: () => number): Promise<Prepared> => {
	const started = performance.now();
	let transport: Transport | undefined;
	const step = (more: Partial<DiagnosisStep>): DiagnosisStep => ({
		...{ step: 'credentials', broker: null, ok: null, ms: null, detail: '', failure: null, warning: null },
		...more,
	});
	try {
		const secrets = await deadline.bound(source.secrets());
		transport = transportOptions(source.settings, secrets);
		const { detail, identity, isNotApplicable } = await deadline.bound(found(source, secrets, nowMs));
		return { step: step(isNotApplicable ? { detail } : { ok: true, ms: performance.now() - started, detail }), identity, transport };
	} catch (error) {
		deadline.signal?.throwIfAborted();
		const { authentication } = source.settings;
		const identity = { authentication: authentication.kind, ...unknownPrincipal('the credentials could not be read') };
		return { step: step({ ok: false, ms: performance.now() - started, failure: credentialFailure(error) }), identity, transport };
	}
};

const credentialFailure = (error: unknown): Failure => {
	const failure = asFailure(error);
	if (failure.kind !== 'timeout') return failure;
	return new Failure('timeout', 'The credentials did not come in time.', {
		nextSteps: ['A credential source that is not there is waited for: name another with --profile, or give more time with --timeout.'],
		cause: error,
	});
};

const found = async ({ settings, credentials }: ProbeSource, secrets: ConnectionSecrets, nowMs: () => number): Promise<Found> => {
	const { authentication } = settings;
	const known = (principal: string): ClusterIdentity => ({ authentication: authentication.kind, principal, facts: {}, unknown: [] });
	switch (authentication.kind) {
		case 'scram':
			await secrets.password?.();
			return { detail: `password of ${authentication.username} was read`, identity: known(`User:${authentication.username}`) };
		case 'mtls':
			return clientCertificate(secrets.tls.cert, nowMs());
		case 'iam': {
			const facts = await credentials?.();
			// Signing checks that the credentials live long enough; a token is never kept.
			await secrets.token?.();
			return { detail: facts === undefined ? '' : iamText(facts), identity: iamIdentity(facts) };
		}
		default:
			return { detail: `none needed: ${authentication.kind}`, identity: known('User:ANONYMOUS'), isNotApplicable: true };
	}
};

const clientCertificate = (pem: string | undefined, nowMs: number): Found => {
	if (pem === undefined)
		throw new Failure('config', 'No client certificate is known.', { nextSteps: ['Give --tls-cert and --tls-key, or use --auth tls.'] });
	const certificate = new X509Certificate(pem);
	const ends = new Date(certificate.validTo);
	const date = ends.toISOString().slice(0, 10);
	if (ends.getTime() < nowMs)
		throw new Failure('authentication', `The client certificate expired on ${date}.`, {
			nextSteps: ['Have a new one issued; if it looks valid, check the clock of this machine.'],
		});
	// Kafka's default principal is the subject as RFC 2253 writes it: most specific part first.
	const principal = `User:${certificate.subject.split('\n').reverse().join(',')}`;
	return {
		detail: `client certificate ${principal.slice(5)}, expires ${date}`,
		identity: {
			authentication: 'mtls',
			principal,
			facts: { certificateExpires: ends.toISOString() },
			unknown: [],
		},
	};
};

/** `arn:…, ASIA…1234 from SSO (profile ops), until …, signed for eu-west-1` */
export const iamText = ({ caller, source, accessKeyId, isTemporary, profile, expires, region }: CredentialFacts): string =>
	[
		...(caller === undefined ? [] : [caller]),
		`${accessKeyId} from ${source}${profile === undefined ? '' : ` (profile ${profile})`}`,
		expires === undefined ? (isTemporary ? 'temporary, end not told' : 'long-term') : `until ${expires.toISOString()}`,
		`signed for ${region}`,
	].join(', ');

/** Kafka's principal under IAM is the ARN that STS tells. */
export const iamIdentity = (facts: CredentialFacts | undefined): ClusterIdentity => ({
	authentication: 'iam',
	...(facts?.caller === undefined
		? unknownPrincipal(`only AWS knows whose key this is: ${facts?.callerUnknown ?? 'STS was not asked'}`)
		: { principal: `User:${facts.caller}`, unknown: [] }),
	facts:
		facts === undefined
			? {}
			: {
					accessKeyId: facts.accessKeyId,
					credentialSource: facts.source,
					credentialKind: facts.isTemporary ? 'temporary' : 'long-term',
					region: facts.region,
					...(facts.account !== undefined && { account: facts.account }),
					...(facts.profile !== undefined && { profile: facts.profile }),
					...(facts.expires !== undefined && { expires: facts.expires.toISOString() }),
				},
});

const unknownPrincipal = (reason: string): Omit<ClusterIdentity, 'authentication'> => ({
	principal: null,
	facts: {},
	unknown: [{ field: 'principal', reason, needs: null }],
});
