/** Finds nulls of a JSON document that the object holding them does not explain in its `unknown`, and explanations of what is no null. */
export const unexplainedNulls = (value: unknown, path = '$'): readonly string[] => {
	if (Array.isArray(value))
		return value.flatMap((item, i) => (item === null ? [`${path}[${i}]`] : unexplainedNulls(item, `${path}[${i}]`)));
	if (typeof value !== 'object' || value === null) return [];
	const { unknown, ...fields } = value as Record<string, unknown>;
	const isEnvelope = path === '$';
	const explained = new Set(isEnvelope || !Array.isArray(unknown) ? [] : unknown.map(u => (u as { field: string }).field));
	return Object.entries(fields).flatMap(([name, field]) => {
		if (field !== null)
			return [...(explained.has(name) ? [`${path}.${name} is explained but known`] : []), ...unexplainedNulls(field, `${path}.${name}`)];
		return explained.has(name) ? [] : [`${path}.${name}`];
	});
};
