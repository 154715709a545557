import type { InterruptedJob } from '../model/interrupted-job.ts';
import { groupedText } from '../units/count.ts';
import { byValue, groupedCell, textCell } from './cells.ts';
import type { NounTable } from './column.ts';

/** Work that was stopped before its end, one piece a row. */
export const interruptedTable: NounTable<InterruptedJob> = {
	noun: 'interrupted',
	unknownOf: j =>
		j.isResumable === null ? [{ field: 'resumable', reason: `the folder of ${j.file} cannot be looked into`, needs: null }] : [],
	columns: [
		{
			id: 'at',
			title: 'TIME UTC',
			align: 'left',
			priority: 0,
			cell: j => textCell(j.at.slice(0, 19).replace('T', ' ')),
			compare: byValue(j => j.at),
			json: j => j.at,
		},
		{ id: 'job', title: 'JOB', align: 'left', priority: 2, cell: j => textCell(j.job), compare: byValue(j => j.job), json: j => j.job },
		{
			id: 'cluster',
			title: 'CLUSTER',
			align: 'left',
			priority: 1,
			cell: j => textCell(j.cluster.name),
			compare: byValue(j => j.cluster.name),
			json: j => ({
				...j.cluster,
				...(j.cluster.id === null && { unknown: [{ field: 'id', reason: 'the cluster did not tell it', needs: null }] }),
			}),
		},
		{
			id: 'covered',
			title: 'COVERED',
			align: 'right',
			priority: 1,
			cell: j => textCell(`${groupedText(j.coveredOffsets)} of ${groupedText(j.plannedOffsets)}`),
			compare: byValue(j => j.coveredOffsets),
		},
		{
			id: 'matched',
			title: 'MATCHED',
			align: 'right',
			priority: 2,
			cell: j => groupedCell(j.matched),
			compare: byValue(j => j.matched),
			json: j => j.matched,
		},
		{
			id: 'command',
			title: 'TO GO ON',
			align: 'left',
			priority: 0,
			cell: j => textCell(j.command),
			compare: byValue(j => j.command),
			json: j => j.command,
		},
	],
	jsonOnly: {
		file: j => j.file,
		coveredOffsets: j => j.coveredOffsets,
		plannedOffsets: j => j.plannedOffsets,
		resumable: j => j.isResumable,
	},
};

/** What can be gone on with, for all that can be seen. */
export const resumableJobs = (jobs: readonly InterruptedJob[]): readonly InterruptedJob[] => jobs.filter(j => j.isResumable !== false);
