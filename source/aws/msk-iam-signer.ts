/**
 * The signer behind a static import: it is CommonJS, and a bundled CommonJS package behind import() has a default export only.
 * Whoever needs it imports this file lazily instead.
 */
export { generateAuthTokenFromCredentialsProvider } from 'aws-msk-iam-sasl-signer-js';
