import { redacted } from '../model/redaction.ts';

/** What was tried, to be named in the sentence. */
export type AwsAttempt = {
	readonly profile?: string | undefined;
	/** `--role-arn`, or the role_arn of the profile. */
	readonly roleArn?: string | undefined;
	readonly region?: string | undefined;
	/** The IAM action of the call, e.g. `kafka:GetBootstrapBrokers`; absent while credentials are being made. */
	readonly action?: string;
	/** What the call was about: an ARN, or a name. */
	readonly resource?: string;
	/** Another way to the same end, said after everything else. */
	readonly wayAround?: string;
};

/** An error of the SDK, reduced to what tells one from another: never `instanceof`, since several copies of its classes may be loaded. */
export type AwsErrorFacts = {
	readonly name: string;
	readonly code: string;
	readonly status: number | undefined;
	readonly text: string;
	/** `host:port` where the network told it. */
	readonly host: string;
	/** A file that could not be opened. */
	readonly path: string | undefined;
	readonly denial: Denial;
};

/** `User: … is not authorized to perform: … on resource: … because …`, as all services say it. */
export type Denial = {
	readonly caller: string | undefined;
	readonly action: string | undefined;
	readonly resource: string | undefined;
	readonly because: string | undefined;
};

export const denialOf = (text: string): Denial => {
	const because = /\bbecause (.+?)\.?$/s.exec(text)?.[1];
	return {
		caller: /User: (arn:\S+)/.exec(text)?.[1],
		action: /perform: ([a-z0-9-]+:\w+)/i.exec(text)?.[1],
		resource: /on resource: (\S+)/.exec(text)?.[1],
		because: because === undefined ? undefined : redacted(because),
	};
};
