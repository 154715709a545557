import { groupedText } from './count.ts';

/** `1 topic`, `1,204 topics`. */
export const countText = (count: number | bigint, one: string, many: string): string =>
	`${groupedText(count)} ${Number(count) === 1 ? one : many}`;
