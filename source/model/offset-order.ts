/** The offset that comes first; Math.min knows no bigint. */
export const earlier = (a: bigint, b: bigint): bigint => (b < a ? b : a);

/** The offset that comes last. */
export const later = (a: bigint, b: bigint): bigint => (b > a ? b : a);
