/** Pure arithmetic of the screen: which line shows what, which columns fit, which rows are in the window. Nothing is ever measured. */

/** Gives the line of each part of the frame, 0-based; undefined where there is no room for it. */
export type FrameRegions = {
	readonly columns: number;
	readonly rows: number;
	readonly identity: number | undefined;
	readonly tabs: number | undefined;
	readonly title: number | undefined;
	readonly body: { readonly top: number; readonly height: number };
	readonly footer: number | undefined;
};

/** Divides the terminal. On a tiny one parts go in this order: tabs, title, footer, identity; the body always has a line. */
export const frameRegions = (columns: number, rows: number): FrameRegions => {
	const hasIdentity = rows >= 2;
	const hasFooter = rows >= 3;
	const hasTitle = rows >= 5;
	const hasTabs = rows >= 7;
	let next = 0;
	const take = (isShown: boolean): number | undefined => (isShown ? next++ : undefined);
	const identity = take(hasIdentity);
	const tabs = take(hasTabs);
	const title = take(hasTitle);
	const height = Math.max(1, rows - next - (hasFooter ? 1 : 0));
	return { columns, rows, identity, tabs, title, body: { top: next, height }, footer: hasFooter ? next + height : undefined };
};

/** Describes the room a column asks for. */
export type ColumnDemand = {
	readonly id: string;
	readonly minWidth: number;
	/** Width at which nothing is cut; room beyond it is of no use to the column. */
	readonly maxWidth: number;
	/** 0 stays longest; the highest number is dropped first. */
	readonly priority: number;
};

/** Says how wide a shown column is. */
export type FittedColumn = { readonly id: string; readonly width: number };

/** Says which columns show, in their given order, and the number of blanks between them. */
export type FittedColumns = { readonly columns: readonly FittedColumn[]; readonly gap: number };

/** Cells that still tell one name from most others. */
const LEAST_NAME = 8;

const fitWithGap = (demands: readonly ColumnDemand[], available: number, gap: number): FittedColumn[] => {
	const byPriority = demands
		.map((demand, index) => ({ demand, index }))
		.sort((a, b) => a.demand.priority - b.demand.priority || a.index - b.index);
	const widths = new Map<string, number>();
	let left = available;
	for (const { demand } of byPriority) {
		const room = left - (widths.size > 0 ? gap : 0);
		if (demand.minWidth > room) {
			// The most important column is cut rather than dropped. Less important ones stop at the first that has no room:
			// a narrow trifle in place of a missing important column would mislead.
			if (widths.size === 0) {
				if (room > 0) widths.set(demand.id, room);
				left = 0;
				continue;
			}
			// A name alone answers nothing: it gives up cells for the column that matters most beside it.
			const [first, ...others] = widths.keys();
			const shared = available - gap - demand.minWidth;
			if (others.length === 0 && shared >= LEAST_NAME) {
				widths.set(first!, shared);
				widths.set(demand.id, demand.minWidth);
				left = 0;
			}
			break;
		}
		widths.set(demand.id, demand.minWidth);
		left = room - demand.minWidth;
	}
	for (const { demand } of byPriority) {
		const width = widths.get(demand.id);
		if (width === undefined || left <= 0) continue;
		const extra = Math.min(left, Math.max(0, demand.maxWidth - width));
		widths.set(demand.id, width + extra);
		left -= extra;
	}
	return demands.flatMap(demand => (widths.has(demand.id) ? [{ id: demand.id, width: widths.get(demand.id)! }] : []));
};

/** Chooses columns and widths so that they never exceed the available width; two blanks between columns where that drops none and cuts none. */
export const fitColumns = (demands: readonly ColumnDemand[], available: number): FittedColumns => {
	const dense = fitWithGap(demands, available, 1);
	const airy = fitWithGap(demands, available, 2);
	const isAsGood = airy.length === dense.length && airy.every((column, i) => column.width === dense[i]!.width);
	return isAsGood ? { columns: airy, gap: 2 } : { columns: dense, gap: 1 };
};

/**
 * Returns the index of the first row in the window so that the cursor is inside it, moving the window as little as possible.
 * `margin` rows stay visible beyond the cursor where the list goes on; 0 costs the fewest bytes a scrolled line.
 */
export const windowOffset = (cursor: number, count: number, height: number, offset: number, margin = 0): number => {
	if (height <= 0 || count <= height) return 0;
	const reach = Math.min(margin, Math.floor((height - 1) / 2));
	const low = cursor - height + 1 + reach;
	const high = cursor - reach;
	return Math.max(0, Math.min(count - height, Math.min(high, Math.max(low, offset))));
};
