/** Reads what somebody types for a change of a topic in one line. Each throws a usage Failure that says what is taken. */
import { Failure } from '../model/failure.ts';
import type { ResetTarget } from './plan-group-reset.ts';
import type { CreateAsk } from './plan-topic-change.ts';
import { resetTargetFrom } from './reset-words.ts';
import { settingEdit } from './setting-edit.ts';

const MOST_PARTITIONS = 100_000;

const count = (what: string, text: string): number => {
	if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > MOST_PARTITIONS)
		throw new Failure('usage', `${what} is a number from 1 on, not "${text}".`);
	return Number(text);
};

const oneName = (text: string): string => {
	const words = text.trim().split(/\s+/);
	if (words.length !== 1 || words[0] === '') throw new Failure('usage', 'One name is asked for.');
	return words[0]!;
};

/** How many partitions there are to be in all. */
export const partitionsFrom = (text: string): number => count('How many there are to be in all', text.trim());

export const cloneNameFrom = oneName;

/** `orders-retry partitions=6 replicas=3 retention.ms=3d`. */
export const createFrom = (text: string): CreateAsk => {
	const words = text.trim().split(/\s+/);
	const topic = oneName(words.filter(w => !w.includes('=')).join(' '));
	const given = words.filter(w => w.includes('='));
	const named = (name: string): number | null => {
		const word = given.find(w => w.startsWith(`${name}=`));
		return word === undefined ? null : count(name, word.slice(name.length + 1));
	};
	return {
		topic,
		partitions: named('partitions'),
		replicationFactor: named('replicas'),
		settings: given.filter(w => !/^(?:partitions|replicas)=/.test(w)).map(settingEdit),
	};
};

/** `latest`, `-2d`, `2026-11-24T10:00` or `offset 1200`: what lies before it goes. */
export const purgeTargetFrom = (text: string, nowMs: number): ResetTarget => {
	const typed = text.trim();
	const target = resetTargetFrom(typed, nowMs);
	if (target === null || !['latest', 'time', 'offset'].includes(target.kind))
		throw new Failure('usage', `latest, -2d, 2026-11-24T10:00 or offset 1200 is asked for, not "${typed}".`);
	return target;
};
