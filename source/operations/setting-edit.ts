import type { SettingEdit } from '../model/change.ts';
import { Failure } from '../model/failure.ts';
import { settingValue } from '../units/setting-value.ts';

/** Says what a setting takes, when a text was none of it; undefined when the text is fine. */
export const settingMistake = (name: string, text: string): string | undefined =>
	settingValue(name, text) === null
		? `${name} takes ${name.endsWith('.ms') ? 'a duration such as 7d or 36h' : 'a size such as 64MiB'}, or unlimited, not "${text}".`
		: undefined;

/** Reads `retention.ms=3d`. Throws a usage Failure. */
export const settingEdit = (text: string): SettingEdit & { readonly value: string } => {
	const equals = text.indexOf('=');
	const name = text.slice(0, equals);
	const given = text.slice(equals + 1);
	const value = settingValue(name, given);
	if (name === '') throw new Failure('usage', `"${text}" names no setting.`);
	if (value === null) throw new Failure('usage', settingMistake(name, given)!);
	return { name, value };
};
