import type { RecordJob } from '../operations/scan-records.ts';
import { groupedText } from '../units/count.ts';
import { ageText } from '../units/duration.ts';
import { sizeText } from '../units/size.ts';
import type { Output } from './output.ts';

const EVERY_MS = 200;
/** A search that is over before a person could read a line shows none. */
const FIRST_MS = 700;

/** Shows how far a scan is, where a person sees it. */
export const scanProgress = (output: Output, job: RecordJob): { readonly end: () => void } => {
	if (!output.showsProgress) return { end: () => {} };
	const started = performance.now();
	const timer = setInterval(() => {
		const ms = performance.now() - started;
		if (ms >= FIRST_MS) output.progress(progressLine(job, ms));
	}, EVERY_MS);
	timer.unref();
	return {
		end: () => {
			clearInterval(timer);
			output.progress(undefined);
		},
	};
};

/** `42 %, 1,204,000 records, 310 MiB at 95 MiB/s, 3s left, 2 matched`. */
const progressLine = (job: RecordJob, ms: number): string => {
	const { plannedOffsets, coveredOffsets, recordsSeen, fetchedBytes, matched } = job.coverage();
	const share = plannedOffsets === 0n ? 1 : Number(coveredOffsets) / Number(plannedOffsets);
	const rate = sizeText(BigInt(Math.round((fetchedBytes / ms) * 1000)));
	const parts = [
		`${Math.floor(share * 100)} %`,
		`${groupedText(recordsSeen)} records`,
		`${sizeText(BigInt(fetchedBytes))} at ${rate}/s`,
		...(share > 0.02 && share < 1 ? [`${ageText((ms / share) * (1 - share))} left`] : []),
		`${groupedText(matched)} matched`,
	];
	const [waiting] = job.waiting();
	if (waiting !== undefined) parts.push(`waiting for ${waiting.topic}/${waiting.partition}: ${waiting.failure.message}`);
	return parts.join(', ');
};
