import type { Gap } from './unknown.ts';

/** The answer of an operation: the rows it could make and what is missing. No gap means: this is all there is, and it was seen. */
export type Report<Row> = { readonly rows: readonly Row[]; readonly gaps: readonly Gap[] };
