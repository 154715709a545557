/** An error with all that it wraps, outermost first: the library nests causes and lists (`errors`), the reason is often three levels down. */
export const errorChain = (error: unknown): readonly ChainedError[] => {
	const found: ChainedError[] = [];
	const visit = (value: unknown, depth: number) => {
		if (typeof value !== 'object' || value === null || depth > 8 || found.includes(value as ChainedError)) return;
		const link = value as ChainedError;
		found.push(link);
		for (const inner of link.errors ?? []) visit(inner, depth + 1);
		visit(link.cause, depth + 1);
	};
	visit(error, 0);
	return found;
};

/** The fields that errors of Node and of @platformatic/kafka may carry. */
export type ChainedError = {
	readonly name?: string;
	readonly message?: string;
	readonly code?: string;
	/** Kafka's name of a protocol error, e.g. `SASL_AUTHENTICATION_FAILED`. */
	readonly apiId?: string;
	/** The broker's own words beside a protocol error. */
	readonly serverErrorMessage?: string | null;
	readonly response?: { readonly mechanisms?: readonly string[] };
	readonly errors?: readonly unknown[];
	readonly cause?: unknown;
	/** What ERR_TLS_CERT_ALTNAME_INVALID says of the names. */
	readonly reason?: string;
	readonly cert?: { readonly subjectaltname?: string; readonly subject?: { readonly CN?: string } };
};
