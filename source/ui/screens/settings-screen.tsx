/** Edits settings of topics, retention first: what the change would do stands below while it is typed. */
import { Box, Text } from 'ink';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { namesText, type TopicSettings } from '../../model/change.ts';
import { RETENTION, settingField, typedSettings } from '../../operations/changes/setting-fields.ts';
import { EffectWatch } from '../../state/changes/effect-watch.ts';
import { Frame } from '../components/frame.tsx';
import { titleLine } from '../components/frame-lines.ts';
import { editLine, type LineState, lineOf } from '../components/line-editor.ts';
import { bindActions } from '../keys/actions.ts';
import type { KeyEvent } from '../keys/parse-keys.ts';
import { settingsActions } from '../keys/settings-actions.ts';
import { useKeyLayer, useReachableActions } from '../keys/use-keys.ts';
import { failureLines } from '../shell/failure-lines.ts';
import { footerLine } from '../shell/footer-line.ts';
import { useShell } from '../shell/shell-context.ts';
import { useShellOverlay } from '../shell/shell-overlay.ts';
import { useTheme } from '../theme-context.ts';
import { effectBlock, fieldLines } from './settings-lines.ts';
import { useSettingsFacts } from './use-settings-facts.ts';

type Typed = { readonly texts: ReadonlyMap<string, string>; readonly chosen: string; readonly line: LineState };

export const SettingsScreen = ({
	topics,
	settings,
}: {
	readonly topics: readonly string[];
	/** Names of settings, a field each. */
	readonly settings: readonly string[];
}): ReactNode => {
	const { session, changing, size, bodyHeight, identity, tabs, notice, back } = useShell();
	const theme = useTheme();
	const above = useShellOverlay();
	const reachable = useReachableActions();
	const [turn, setTurn] = useState(0);
	const facts = useSettingsFacts(session.known, topics, turn);
	const fields = useMemo(() => facts.topics && settings.map(name => settingField(facts.topics!, name)), [facts.topics, settings]);
	const { preview, propose, refusal } = changing;
	const watch = useMemo(() => new EffectWatch(preview), [preview]);
	const effect = useSyncExternalStore(watch.subscribe, watch.snapshot);
	const [top, setTop] = useState(0);

	// The truth is outside React: several keys may come in one chunk. A line stands for itself once somebody typed into it.
	const [typed, setTyped] = useState<Typed>({ texts: new Map(), chosen: settings[0]!, line: lineOf('') });
	const now = useRef(typed);
	const put = useCallback((next: Typed) => {
		now.current = next;
		setTyped(next);
	}, []);
	const known = useRef(fields);
	known.current = fields;
	const textOf = useCallback(
		({ texts }: Typed, name: string): string => texts.get(name) ?? known.current?.find(f => f.name === name)?.now ?? '',
		[],
	);
	const lineNow = useCallback((): LineState => {
		const { chosen, line, texts } = now.current;
		return texts.has(chosen) || line.text === textOf(now.current, chosen) ? line : lineOf(textOf(now.current, chosen));
	}, [textOf]);

	const wanted = useCallback(() => {
		const { edits, mistake } = typedSettings(known.current ?? [], now.current.texts);
		const change: TopicSettings | undefined =
			mistake !== undefined || edits.length === 0 ? undefined : { kind: 'topicSettings', topics, edits };
		return { change, mistake };
	}, [topics]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: what is typed and what is set decide what is asked for
	useEffect(() => {
		const { change, mistake } = wanted();
		if (mistake === undefined) watch.want(change);
		else watch.hold();
	}, [watch, wanted, typed.texts, fields]);
	useEffect(() => () => watch.stop(), [watch]);

	const room = useRef(1);
	const lines = useMemo((): { readonly fixed: readonly string[]; readonly effect: readonly string[] } => {
		if (facts.failure !== undefined)
			return { fixed: [], effect: failureLines(facts.failure, { width: size.columns, height: bodyHeight }, undefined, theme) };
		if (fields === undefined) return { fixed: ['', theme.paint('muted', '   reading what is set…')], effect: [] };
		const result = typedSettings(fields, typed.texts);
		const view = { ...typed, line: lineNow(), fields, typed: result };
		return { fixed: fieldLines(view, size.columns, theme), effect: effectBlock(effect, result, size.columns, theme) };
	}, [facts.failure, fields, typed, effect, size.columns, bodyHeight, theme, lineNow]);
	const isAiry = bodyHeight > 14;
	const head = [...(isAiry ? [''] : []), ...lines.fixed, ...(isAiry && lines.fixed.length > 0 ? [''] : [])];
	const below = Math.max(1, bodyHeight - head.length);
	room.current = below;
	const from = Math.min(top, Math.max(0, lines.effect.length - below));
	const isLong = lines.effect.length > below;
	const hidden = lines.effect.length - from - below;

	const actions = useMemo(
		() =>
			bindActions(settingsActions, {
				move: by => {
					const at = (settings.indexOf(now.current.chosen) + by + settings.length) % settings.length;
					const chosen = settings[at]!;
					put({ ...now.current, chosen, line: lineOf(textOf(now.current, chosen)) });
				},
				propose: () => {
					const { change } = wanted();
					if (change === undefined) return;
					void propose(change).then(outcome => {
						if (outcome?.result === 'applied' || outcome?.result === 'unchanged') back();
						// Others may have changed it meanwhile: that is often why it was not made.
						else setTurn(n => n + 1);
					});
				},
				proposeRefusal: () => {
					if (refusal !== undefined) return refusal;
					if (known.current === undefined) return 'what is set is still being read';
					const { change, mistake } = wanted();
					return mistake?.text ?? (change === undefined ? 'nothing is changed yet' : undefined);
				},
				scrollPages: pages => setTop(at => Math.max(0, at + pages * Math.max(1, room.current - 2))),
				scrollRefusal: () => (isLong ? undefined : 'all of it is shown'),
				leave: back,
			}),
		[settings, put, textOf, wanted, propose, refusal, isLong, back],
	);
	const onInput = useCallback(
		(event: KeyEvent): boolean => {
			if (known.current === undefined) return false;
			const { chosen, texts } = now.current;
			const next = editLine(lineNow(), event);
			if (next === undefined) return false;
			const isOther = next.text !== textOf(now.current, chosen);
			put({ chosen, line: next, texts: isOther ? new Map([...texts, [chosen, next.text]]) : texts });
			return true;
		},
		[lineNow, put, textOf],
	);
	useKeyLayer(useMemo(() => ({ level: 'screen', actions, isModal: true, onInput }), [actions, onInput]));

	const isRetention = settings.every(name => RETENTION.includes(name));
	return (
		<Frame
			size={size}
			identity={identity}
			tabs={tabs}
			title={titleLine(
				{
					title: `${isRetention ? 'Retention' : 'Settings'} of ${topics.length === 1 ? topics[0] : `${topics.length} topics`}`,
					details: topics.length === 1 ? [] : [{ text: namesText(topics), style: 'muted' }],
					right: hidden > 0 ? [{ text: `PgDn ${hidden} more ${hidden === 1 ? 'line' : 'lines'}`, style: 'accent' }] : [],
				},
				size.columns,
				theme,
			)}
			footer={footerLine({ notice, note: undefined, actions: reachable }, size.columns, theme)}
			overlay={above}
		>
			<Box flexDirection="column">
				{[...head, ...lines.effect.slice(from, from + below)].slice(0, bodyHeight).map((line, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the lines have fixed places
					<Text key={i} wrap="truncate">
						{line || ' '}
					</Text>
				))}
			</Box>
		</Frame>
	);
};
