/** Pure text of the frame's fixed lines: identity, tabs, title and footer. */
import type { ShownLoad } from '../../state/load-meter.ts';
import { type BoundAction, showKeys } from '../keys/actions.ts';
import { type Piece, paintLine, paintSides, piecesWidth } from '../styled-line.ts';
import type { StyleName, Theme } from '../theme.ts';

/** Is what the identity line says. */
export type Identity = {
	readonly cluster: string;
	readonly environment: 'prod' | 'staging' | 'dev' | undefined;
	/** `read-only`, or `writable, 14 min`. */
	readonly access: { readonly text: string; readonly isWritable: boolean };
	/** `iam ops@123456789012`. */
	readonly principal?: string | undefined;
	readonly region?: string | undefined;
	/** What must not be overlooked: `another cluster than before`. */
	readonly alarm?: string | undefined;
	readonly critical?: number | undefined;
	readonly warnings?: number | undefined;
	/** What the program asks of the cluster. */
	readonly load?: ShownLoad | undefined;
	/** What runs whatever is shown: `search orders 42 %`. */
	readonly jobs?: string | undefined;
};

const badges: Readonly<Record<'prod' | 'staging' | 'dev', StyleName>> = { prod: 'badgeProd', staging: 'badgeStaging', dev: 'badgeDev' };

/** Paints the identity line. Where room is short the region goes first, then who we are; cluster, badge and access mode stay. */
export const identityLine = (identity: Identity, width: number, theme: Theme): string => {
	const { cluster, environment, access, principal, region, alarm, critical = 0, warnings = 0, load, jobs } = identity;
	const head = (isBadgeWide: boolean): Piece[] => {
		const badge = environment?.toUpperCase() ?? '';
		return [
			' ',
			{ text: cluster, style: 'strong' },
			' ',
			environment ? { text: isBadgeWide ? ` ${badge} ` : badge, style: badges[environment] } : '',
			environment ? ' ' : '',
			{ text: access.text, style: access.isWritable ? 'warning' : 'muted' },
		];
	};
	const findings: Piece[] = [];
	if (alarm !== undefined)
		findings.push({ text: `${theme.signs.critical} ${alarm}`, style: 'critical' }, critical + warnings > 0 ? ' ' : '');
	if (critical > 0) findings.push({ text: `${theme.signs.critical} ${critical} critical`, style: 'critical' });
	if (warnings > 0) findings.push(critical > 0 ? ' ' : '', { text: `${theme.signs.warning} ${warnings}`, style: 'warning' });
	const cost: readonly Piece[] =
		jobs === undefined ? (load === undefined ? [] : loadPieces(load, theme)) : [{ text: jobs, style: 'accent' }];
	const right: Piece[] = [
		...findings,
		findings.length > 0 && cost.length > 0 ? '  ' : '',
		...cost,
		findings.length + cost.length > 0 ? ' ' : '',
	];
	const room = width - piecesWidth(right, theme) - 2;
	const who: Piece[] = principal ? ['  ', principal] : [];
	const where: Piece[] = region ? ['  ', region] : [];
	const wide = theme.hasColour;
	const variants: Piece[][] = [
		[...head(wide), ...who, ...where],
		[...head(false), ...who, ...where],
		[...head(wide), ...who],
		[...head(false), ...who],
	];
	return paintSides(variants.find(left => piecesWidth(left, theme) <= room) ?? head(false), right, width, theme);
};

/** What we ask of the cluster, quietly; that it asks us to slow down, aloud. */
const loadPieces = ({ perSecond, throttle }: ShownLoad, theme: Theme): readonly Piece[] => [
	throttle === undefined ? '' : { text: `${theme.signs.warning} throttled ${(throttle.ms / 1000).toFixed(1)} s`, style: 'warning' },
	throttle === undefined || perSecond === undefined ? '' : '  ',
	perSecond === undefined ? '' : { text: `${rateText(perSecond)} req/s`, style: 'muted' },
];

const rateText = (perSecond: number): string => (perSecond > 0 && perSecond < 1 ? '<1' : String(Math.round(perSecond)));

/** Is one tab. */
export type Tab = { readonly digit: number; readonly title: string };

/** Paints the tabs; where they do not all fit, those around the active one are shown with signs where more are. */
export const tabsLine = (tabs: readonly Tab[], active: number | undefined, width: number, theme: Theme): string => {
	const pieces = tabs.map((tab): Piece[] =>
		tab.digit === active
			? [{ text: `[${tab.digit} ${tab.title}]`, style: 'heading' }]
			: [{ text: String(tab.digit), style: 'accent' }, ` ${tab.title}`],
	);
	const joined = (from: number, to: number): Piece[] => [
		from > 0 ? { text: theme.signs.moreLeft, style: 'muted' } : ' ',
		...pieces.slice(from, to).flatMap((piece, i): Piece[] => (i > 0 ? [' ', ...piece] : piece)),
		...(to < pieces.length ? [{ text: ` ${theme.signs.moreRight}`, style: 'muted' } as const] : []),
	];
	let from = 0;
	let to = pieces.length;
	const at = Math.max(
		0,
		tabs.findIndex(tab => tab.digit === active),
	);
	while (to - from > 1 && piecesWidth(joined(from, to), theme) > width) {
		if (to - 1 - at >= at - from) to--;
		else from++;
	}
	return paintLine(joined(from, to), width, theme);
};

/** Is what the title line says. */
export type Title = {
	readonly title: string;
	/** Rows shown and rows there are. */
	readonly shown?: number | undefined;
	readonly total?: number | undefined;
	/** Painted pieces behind the counts: state, filter, marks. */
	readonly details?: readonly Piece[] | undefined;
	/** At the right edge: sort order, or the age of old data. */
	readonly right?: readonly Piece[] | undefined;
};

const grouped = new Intl.NumberFormat('en-US');

/** Paints the title line. */
export const titleLine = ({ title, shown, total, details = [], right = [] }: Title, width: number, theme: Theme): string => {
	const count =
		total === undefined
			? ''
			: shown === undefined || shown === total
				? grouped.format(total)
				: `${grouped.format(shown)} of ${grouped.format(total)}`;
	const left: Piece[] = [' ', { text: title, style: 'heading' }];
	if (count) left.push('  ', count);
	for (const detail of details) if (detail !== '') left.push('  ', detail);
	return paintSides(left, right.length > 0 ? [...right, ' '] : [], width, theme);
};

/** Paints hints for the keys that work now. Those that cannot act are left out here (help lists them with the reason); the last ones go first. */
export const hintsLine = (actions: readonly BoundAction[], width: number, theme: Theme): string => {
	const hints = actions
		.filter(action => action.hint !== undefined && action.disabledReason() === undefined)
		.toSorted((a, b) => a.hint! - b.hint!)
		.map((action): { keep: boolean; pieces: Piece[] } => ({
			// Command and help lead to everything else: they stay.
			keep: action.hint! >= 90,
			pieces: [
				{ text: showKeys({ keys: action.keys.slice(0, 1) }), style: 'accent' },
				` ${action.label}`,
				action.changes ? { text: theme.signs.changes, style: 'warning' } : '',
			],
		}));
	const line = (): Piece[] => hints.flatMap(({ pieces }, i) => [i === 0 ? ' ' : '  ', ...pieces]);
	while (hints.length > 1 && piecesWidth(line(), theme) > width - 1) {
		const last = hints.findLastIndex(hint => !hint.keep);
		hints.splice(last < 0 ? hints.length - 1 : last, 1);
	}
	return paintLine(line(), width - 1, theme);
};

/** Is a message in the footer. */
export type Notice = { readonly tone: 'done' | 'failed' | 'refused' | 'info'; readonly text: string };

const tones: Readonly<Record<Notice['tone'], StyleName | undefined>> = {
	done: 'ok',
	failed: 'critical',
	refused: 'warning',
	info: undefined,
};

/** Paints a notice: the word of its tone is part of it, never the colour alone. */
export const noticeLine = (notice: Notice, width: number, theme: Theme): string => {
	const word = notice.tone === 'info' ? '' : notice.tone;
	return paintLine([' ', { text: word, style: tones[notice.tone] }, word ? '  ' : '', notice.text], width - 1, theme);
};
