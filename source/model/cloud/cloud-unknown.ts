import type { Failure } from '../failure.ts';
import type { Unknown } from '../unknown.ts';

/** Why something that AWS tells is not known; `needs` names the permission of IAM where one is missing, e.g. `cloudwatch:GetMetricData`. */
export const cloudUnknown = (failure: Failure): Unknown => {
	const { action, resource } = failure.details;
	const isDenied = failure.kind === 'authorization' && typeof action === 'string';
	const on = typeof resource === 'string' && resource !== '*' ? ` on ${resource}` : '';
	return {
		reason: failure.message,
		needs: isDenied ? `${action}${on}` : failure.kind === 'authentication' ? 'AWS credentials' : null,
	};
};
