/** Time as the program sees it, so that tests and scenarios can drive it. Milliseconds since the epoch. */
export type Clock = { readonly now: () => number };

export const systemClock: Clock = { now: () => Date.now() };
