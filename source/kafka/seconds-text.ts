/** A short time as it is said in a sentence: `250 ms`, `2.5 s`. */
export const secondsText = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`);
