import type { Diagnosis, DiagnosisStep } from '../model/diagnosis.ts';
import type { Failure } from '../model/failure.ts';

/** Options of one diagnosis. */
export type ProbeOptions = {
	readonly signal?: AbortSignal | undefined;
	/** The topic and group whose rights are looked at; else the first ones that are visible. */
	readonly topic?: string | undefined;
	readonly group?: string | undefined;
	/** Leaves the rights out, which cost the cluster more than the rest: a screen only wants to know where the way ends. */
	readonly skipsPermissions?: boolean;
	/** Told the steps of an address as soon as all of them are known, and those that concern no broker. */
	readonly onSteps?: (steps: readonly DiagnosisStep[]) => void;
};

/**
 * Walks the way to a cluster step by step, for each broker address alone: it never rejects for what it finds on the way, only when the
 * caller gave up. It reads only, and leaves no connection open.
 */
export type ConnectionProbe = { diagnose(options?: ProbeOptions): Promise<Diagnosis> };

/** What the AWS side knows of the credentials in use; it rejects with a Failure when there are none. */
export type CredentialFacts = {
	/** Where they come from, in words: `environment`, `SSO`, … */
	readonly source: string;
	/** The key id with its middle left out: it tells a person which key this is, and AWS whether it is a session's (ASIA) or a user's (AKIA). */
	readonly accessKeyId: string;
	readonly isTemporary: boolean;
	readonly region: string;
	readonly account?: string;
	/** Who AWS says this is; absent when STS could not be asked, and `callerUnknown` says why. */
	readonly caller?: string;
	readonly callerUnknown?: string;
	readonly profile?: string;
	readonly expires?: Date;
};

/** How far the clock of this machine is ahead, in milliseconds; a failure when that is too far for signatures to be taken. */
export type ClockCheck = { readonly offsetMs: number; readonly failure: Failure | null };
