import { Failure } from '../model/failure.ts';
import { arnRegion, mskHostRegion } from '../model/msk-address.ts';

export type RegionSources = {
	/** `--region` or the config file. */
	readonly explicit?: string | undefined;
	readonly arn?: string | undefined;
	/** Bootstrap hosts: MSK puts the region into their names. */
	readonly hosts?: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	/** `region` of the profile in use. */
	readonly profileRegion?: string | undefined;
};

/**
 * The AWS region to sign for: explicit, then the ARN or MSK host name (the cluster is where it is, whatever the environment says),
 * then AWS_REGION, AWS_DEFAULT_REGION (which the JavaScript SDK ignores, the AWS CLI does not), then the profile.
 * Throws a Failure of kind config when none is known or the text is no region.
 */
export const resolveRegion = (sources: RegionSources): string => {
	const region = firstOf([
		sources.explicit,
		sources.arn === undefined ? undefined : arnRegion(sources.arn),
		...(sources.hosts ?? []).map(mskHostRegion),
		sources.env.AWS_REGION,
		sources.env.AWS_DEFAULT_REGION,
		sources.profileRegion,
	]);
	if (region === undefined)
		throw new Failure('config', 'The AWS region is not known.', {
			nextSteps: ['Give it with --region, AWS_REGION or `region` of the AWS profile.'],
		});
	if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region))
		throw new Failure('config', `${region} is not an AWS region.`, { nextSteps: ['Regions look like eu-west-1; give it with --region.'] });
	return region;
};

const firstOf = (candidates: readonly (string | undefined)[]): string | undefined => candidates.find(c => c !== undefined && c !== '');
