/** PEM text that TLS needs; `ca` replaces the built-in certificate authorities, `cert` and `key` are our own identity (mTLS). */
export type TlsMaterial = { readonly ca?: string; readonly cert?: string; readonly key?: string };

/**
 * What proves who we are, given to the Kafka side as functions so that it knows neither files nor AWS.
 * Each function is asked anew for every connection and re-authentication; the giver keeps what is costly to get.
 */
export type ConnectionSecrets = {
	readonly tls: TlsMaterial;
	/** SCRAM password. */
	readonly password?: () => Promise<string>;
	/** A fresh OAUTHBEARER token, on MSK a signed request; rejects with a Failure. */
	readonly token?: () => Promise<string>;
};
