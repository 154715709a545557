/** An error as an AWS service answers it. `text` is the service's own wording where it is known. */
export type ServiceErrorExtras = {
	readonly headers?: Readonly<Record<string, string>>;
	readonly members?: Readonly<Record<string, unknown>>;
};

export class ServiceError extends Error {
	override readonly name = 'ServiceError';
	readonly code: string;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** Further members of a modelled error, e.g. `invalidParameter`. */
	readonly members: Readonly<Record<string, unknown>>;

	constructor(code: string, status: number, text: string, { headers = {}, members = {} }: ServiceErrorExtras = {}) {
		super(text);
		this.code = code;
		this.status = status;
		this.headers = headers;
		this.members = members;
	}
}

/**
 * The refusals that every service shares, in AWS's words (IAM User Guide, "Troubleshoot access denied error messages";
 * AWS General Reference, "Common errors"). STS and other query services drop `Exception` from some codes.
 */
export const refusals = {
	denied: (
		caller: string,
		action: string,
		resource: string,
		because = `no identity-based policy allows the ${action} action`,
	): ServiceError =>
		new ServiceError(
			action.startsWith('sts:') ? 'AccessDenied' : 'AccessDeniedException',
			403,
			`User: ${caller} is not authorized to perform: ${action} on resource: ${resource}${because === '' ? '' : ` because ${because}`}`,
		),
	unknownKey: (isQuery: boolean): ServiceError =>
		new ServiceError(
			isQuery ? 'InvalidClientTokenId' : 'UnrecognizedClientException',
			403,
			'The security token included in the request is invalid.',
		),
	expired: (isQuery: boolean): ServiceError =>
		new ServiceError(isQuery ? 'ExpiredToken' : 'ExpiredTokenException', 403, 'The security token included in the request is expired'),
	wrongSignature: (isQuery: boolean): ServiceError =>
		new ServiceError(
			isQuery ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
			403,
			'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
		),
	skewed: (isQuery: boolean, signedAt: string, now: string): ServiceError =>
		new ServiceError(
			isQuery ? 'SignatureDoesNotMatch' : 'InvalidSignatureException',
			403,
			signedAt < now
				? `Signature expired: ${signedAt} is now earlier than ${now} (5 min.)`
				: `Signature not yet current: ${signedAt} is still later than ${now} (5 min.)`,
		),
	throttled: (): ServiceError => new ServiceError('TooManyRequestsException', 429, 'Too Many Requests'),
	broken: (): ServiceError => new ServiceError('InternalServerErrorException', 500, 'Internal server error'),
	unavailable: (): ServiceError => new ServiceError('ServiceUnavailableException', 503, 'Service Unavailable'),
} as const;
