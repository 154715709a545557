import type { JsonValue } from '../../units/json.ts';

/** An object that is being read. */
export type OpenObject = Record<string, JsonValue>;

/** Sets a field whatever its name: plain assignment of `__proto__` would set the prototype and lose the field. */
export const setField = (object: OpenObject, name: string, value: JsonValue): void => {
	if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
	else object[name] = value;
};
