import { Failure } from '../model/failure.ts';
import { nearNames } from '../units/near-names.ts';
import type { Section, SharedConfig } from './shared-config.ts';

/** Where the credentials of a role may come from, other than another profile. */
const CREDENTIAL_SOURCES = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'];
/** What the SDK prefers to SSO where a profile has both. */
const BEFORE_SSO = ['aws_access_key_id', 'role_arn', 'web_identity_token_file', 'credential_process'];
const SHOWN_NAMES = 12;

/**
 * Follows a profile through its source_profile to its end and throws a Failure of kind config for the first mistake: the SDK's own words
 * blame the wrong profile or a login that has nothing to do with it, and with a misspelt name its chain silently goes on to the
 * instance role, which is another identity than the person asked for.
 */
export const checkProfile = (name: string, shared: SharedConfig): void => {
	const path: string[] = [];
	let at = name;
	for (;;) {
		const profile = shared.profiles.get(at);
		if (profile === undefined) throw path.length === 0 ? unknown(at, shared) : unknownSource(at, path.at(-1)!, shared);
		if (path.includes(at)) throw loop([...path, at]);
		path.push(at);
		checkSso(at, profile, shared);
		const source = profile.get('source_profile');
		if (!profile.has('role_arn')) return;
		if (source === undefined) {
			checkRoleWithoutProfile(at, profile);
			return;
		}
		// A profile that is its own source holds the keys itself.
		if (source === at) return;
		at = source;
	}
};

const mistake = (text: string, { files }: SharedConfig | { readonly files?: undefined }, steps: readonly string[] = []): Failure =>
	new Failure('config', text, { nextSteps: [...(files === undefined ? [] : [`Correct it in ${files[0]}.`]), ...steps] });

const unknown = (name: string, shared: SharedConfig): Failure =>
	new Failure('config', `There is no AWS profile ${name} in ${shared.files.join(' or ')}.`, {
		nextSteps: [...knownSteps(name, shared), 'Give another with --profile or AWS_PROFILE.'],
		details: { profile: name, known: [...shared.profiles.keys()], files: shared.files },
	});

const unknownSource = (name: string, by: string, shared: SharedConfig): Failure =>
	new Failure('config', `The source_profile of the AWS profile ${by} is ${name}, and there is no such profile.`, {
		nextSteps: [...knownSteps(name, shared), `Correct it in ${shared.files[0]}.`],
		details: { profile: by, sourceProfile: name, known: [...shared.profiles.keys()], files: shared.files },
	});

const knownSteps = (name: string, { profiles }: SharedConfig): readonly string[] => {
	const known = [...profiles.keys()];
	if (known.length === 0) return ['No profile is defined there.'];
	const near = nearNames(name, known);
	const rest = known.length > SHOWN_NAMES ? ` and ${known.length - SHOWN_NAMES} more (aws configure list-profiles)` : '';
	return [
		...(near.length > 0 ? [`Did you mean ${near.join(' or ')}?`] : []),
		`Known profiles: ${known.slice(0, SHOWN_NAMES).join(', ')}${rest}.`,
	];
};

const loop = (path: readonly string[]): Failure =>
	mistake(`The source_profile of the AWS profile ${path[0]} leads back to itself: ${path.join(' → ')}.`, {}, [
		'Break the chain of source_profile in the AWS config file.',
	]);

const checkRoleWithoutProfile = (name: string, profile: Section): void => {
	if (profile.has('web_identity_token_file')) return;
	const source = profile.get('credential_source');
	if (source === undefined)
		throw mistake(`The AWS profile ${name} has a role_arn, but does not say with whose credentials to assume it.`, {}, [
			`Add source_profile = NAME to it, or credential_source = ${CREDENTIAL_SOURCES.join(' | ')}.`,
		]);
	if (!CREDENTIAL_SOURCES.includes(source))
		throw mistake(`The credential_source of the AWS profile ${name} is ${source}, which AWS does not know.`, {}, [
			`One of: ${CREDENTIAL_SOURCES.join(', ')}.`,
		]);
};

const checkSso = (name: string, profile: Section, shared: SharedConfig): void => {
	if (BEFORE_SSO.some(key => profile.has(key)) || ![...profile.keys()].some(key => key.startsWith('sso_'))) return;
	const sessionName = profile.get('sso_session');
	const session = sessionName === undefined ? profile : shared.ssoSessions.get(sessionName);
	if (session === undefined)
		throw mistake(`The AWS profile ${name} names the sso_session ${sessionName}, and there is no such section.`, shared, [
			`Add [sso-session ${sessionName}] with sso_start_url and sso_region, or run aws configure sso.`,
		]);
	const missing = [
		...['sso_start_url', 'sso_region'].filter(key => !session.has(key)),
		...['sso_account_id', 'sso_role_name'].filter(key => !profile.has(key)),
	];
	if (missing.length > 0)
		throw mistake(`The AWS profile ${name} lacks ${missing.join(' and ')} for SSO.`, shared, [
			`Or make it anew: aws configure sso --profile ${name}`,
		]);
};
