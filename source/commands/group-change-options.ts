import type { Arguments, OptionSpec } from './command.ts';
import { partitionsOption } from './record-options.ts';

export const TOPIC_OPTION: OptionSpec = { name: 'topic', value: 'TOPIC', summary: 'only this topic' };
export const PARTITION_OPTION: OptionSpec = { name: 'partition', value: 'N,N-N,…', isMultiple: true, summary: 'only these partitions' };

/** The partitions that `--partition` names; none for all. */
export const partitionNumbers = (args: Arguments): readonly number[] => partitionsOption(args) ?? [];
