import type { JsonValue } from '../../units/json.ts';

/** A double in a document: JSON has no NaN and no infinities, they stand as text, as Protobuf's JSON mapping writes them. */
export const doubleJson = (value: number): JsonValue => (Number.isFinite(value) ? value : String(value));

/** A 32-bit float with the digits that tell it from its neighbours: 0.1, not the 0.10000000149011612 of the same bits as a double. */
export const floatJson = (value: number): JsonValue => {
	if (!Number.isFinite(value) || Number.isSafeInteger(value)) return doubleJson(value);
	for (let digits = 6; digits < 9; digits++) {
		const shorter = Number(value.toPrecision(digits));
		if (Math.fround(shorter) === value) return shorter;
	}
	return Number(value.toPrecision(9));
};
