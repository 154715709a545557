/** Where the demo's cluster lies in AWS: known before anything of AWS is started. */
export const REGION = 'us-east-1';
export const ACCOUNT = '111122223333';

export const demoArn = (scenario: string): string =>
	`arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/${scenario}/de300000-0000-4000-8000-000000000001-3`;
