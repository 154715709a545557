import { Failure } from '../model/failure.ts';

/** What the SDK's `send` takes besides the command. */
type SendOptions = { readonly abortSignal?: AbortSignal };

/** Why a service that answers elsewhere is silent here. */
export const SILENT_STEPS: readonly string[] = [
	'In a private subnet the service needs a VPC endpoint or a NAT; behind a proxy set HTTPS_PROXY.',
];

/** Bounds a call to AWS over all its tries, which the SDK does not; rejects with a Failure of kind timeout. Milliseconds, unbounded without. */
export const timeBound = async <T>(
	timeoutMs: number | undefined,
	{ action, region }: { readonly action: string; readonly region: string },
	call: (options: SendOptions) => Promise<T>,
): Promise<T> => {
	const signal = timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs);
	try {
		return await call(signal === undefined ? {} : { abortSignal: signal });
	} catch (error) {
		if (!signal?.aborted) throw error;
		throw new Failure('timeout', `AWS gave no answer to ${action} in ${region} within ${(timeoutMs ?? 0) / 1000} s.`, {
			nextSteps: [...SILENT_STEPS, 'On a slow line give it more time with --timeout.'],
			details: { action, region },
			cause: error,
		});
	}
};
