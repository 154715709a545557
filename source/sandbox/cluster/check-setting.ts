import type { SettingDefinition } from './settings.ts';

const LIMITS: Readonly<Record<string, readonly [bigint, bigint]>> = {
	int: [-2_147_483_648n, 2_147_483_647n],
	short: [-32_768n, 32_767n],
	long: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};

/** Least values, as Kafka's LogConfig sets them. */
const LEAST: Readonly<Record<string, bigint>> = {
	'retention.ms': -1n,
	'segment.ms': 1n,
	'segment.bytes': 1_048_576n,
	'segment.jitter.ms': 0n,
	'min.insync.replicas': 1n,
	'max.message.bytes': 0n,
	'delete.retention.ms': 0n,
	'file.delete.delay.ms': 0n,
	'flush.messages': 1n,
	'flush.ms': 0n,
	'index.interval.bytes': 0n,
	'segment.index.bytes': 4n,
	'min.compaction.lag.ms': 0n,
	'max.compaction.lag.ms': 1n,
	'local.retention.ms': -2n,
	'local.retention.bytes': -2n,
};

const WORDS: Readonly<Record<string, readonly string[]>> = {
	'cleanup.policy': ['compact', 'delete'],
	'compression.type': ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer'],
	'message.timestamp.type': ['CreateTime', 'LogAppendTime'],
};

/** Says in Kafka's manner what is wrong with a value; undefined when nothing is. */
export const settingProblem = ({ name, type }: SettingDefinition, value: string): string | undefined => {
	const invalid = (why: string): string => `Invalid value ${value} for configuration ${name}: ${why}`;
	const limits = LIMITS[type];
	if (limits !== undefined) {
		if (!/^[+-]?\d+$/.test(value.trim())) return invalid(`Not a number of type ${type.toUpperCase()}`);
		const number = BigInt(value.trim());
		if (number < limits[0] || number > limits[1]) return invalid(`Not a number of type ${type.toUpperCase()}`);
		const least = LEAST[name];
		if (least !== undefined && number < least) return invalid(`Value must be at least ${least}`);
		return undefined;
	}
	if (type === 'boolean' && !/^(?:true|false)$/i.test(value.trim())) return invalid('Expected value to be either true or false');
	if (type === 'double' && !Number.isFinite(Number(value))) return invalid('Not a number of type DOUBLE');
	const words = WORDS[name];
	const given = type === 'list' ? value.split(',').map(part => part.trim()) : [value];
	const stranger = words === undefined ? undefined : given.find(word => !words.includes(word));
	return stranger === undefined ? undefined : invalid(`String must be one of: ${words?.join(', ')}`);
};
