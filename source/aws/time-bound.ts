import { Failure } from '../model/failure.ts';

/** What the SDK's `send` takes besides the command. */
type SendOptions = { readonly abortSignal?: AbortSignal };

/** Why a service that answers elsewhere is silent here. */
export const SILENT_STEPS: readonly string[] = [
	'In a private subnet the service needs a VPC endpoint or a NAT; behind a proxy set HTTPS_PROXY.',
];

/**
 * Bounds a call to AWS over all its tries, which the SDK does not; rejects with a Failure of kind timeout. Milliseconds, unbounded without.
 * `stop` ends it before, with whatever the SDK throws then.
 */
export const timeBound = async <T>(
	timeoutMs: number | undefined,
	{ action, region }: { readonly action: string; readonly region: string },
	call: (options: SendOptions) => Promise<T>,
	stop?: AbortSignal,
): Promise<T> => {
	const late = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
	const signals = [late, stop].filter(s => s !== undefined);
	try {
		return await call(signals.length === 0 ? {} : { abortSignal: AbortSignal.any(signals) });
	} catch (error) {
		if (!late?.aborted || stop?.aborted) throw error;
		throw new Failure('timeout', `AWS gave no answer to ${action} in ${region} within ${(timeoutMs ?? 0) / 1000} s.`, {
			nextSteps: [...SILENT_STEPS, 'On a slow line give it more time with --timeout.'],
			details: { action, region },
			cause: error,
		});
	}
};
