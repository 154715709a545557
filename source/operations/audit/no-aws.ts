import { AWS_RIGHTS, type AwsSources } from '../../audit/aws-facts.ts';
import { missingFact } from '../../audit/fact.ts';

/** What AWS would tell, where it is not asked: each source says why, and which right it takes. */
export const awsNotAsked = (reason: string): AwsSources =>
	Object.fromEntries(
		Object.entries(AWS_RIGHTS).map(([source, needs]) => [source, missingFact({ reason, needs })]),
	) as unknown as AwsSources;
