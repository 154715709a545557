import { described, text } from './shapes.ts';

/** Whom to be towards AWS, and where: the same keys wherever the config file asks. */
export const awsFields = {
	profile: described('AWS profile', text),
	region: described('AWS region; else that of the ARN or the MSK host name', text),
	roleArn: described('AWS role to assume', text),
};
