/** Adds a cluster: asks where it is, walks the way there step by step, and only then writes it into the config file. */
import { Box, Text } from 'ink';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { ClusterDraft } from '../../model/cluster-draft.ts';
import { asFailure, type Failure } from '../../model/failure.ts';
import { Frame } from '../components/frame.tsx';
import { titleLine } from '../components/frame-lines.ts';
import { editLine, type LineState, lineOf } from '../components/line-editor.ts';
import { bindActions } from '../keys/actions.ts';
import { formActions } from '../keys/form-actions.ts';
import type { KeyEvent } from '../keys/parse-keys.ts';
import { useKeyLayer, useReachableActions } from '../keys/use-keys.ts';
import { windowOffset } from '../layout.ts';
import type { ClustersAccess } from '../shell/clusters-access.ts';
import { failureLines } from '../shell/failure-lines.ts';
import { footerLine } from '../shell/footer-line.ts';
import { useFrame } from '../shell/shell-context.ts';
import { useShellOverlay } from '../shell/shell-overlay.ts';
import { usePoller } from '../shell/use-poller.ts';
import { useTheme } from '../theme-context.ts';
import { homePath } from './first-run-lines.ts';
import { emptyDraft, fieldsFor, nextChoice, suggestedName } from './new-cluster-fields.ts';
import { type FormRow, formLines, saveRefusal, testLines } from './new-cluster-lines.ts';
import { useClusterTest } from './use-cluster-test.ts';

export const NewClusterScreen = (): ReactNode => {
	const { clusters } = useFrame();
	if (clusters === undefined) throw new Error('the form for a cluster was drawn where there is no file for it');
	return <NewCluster clusters={clusters} />;
};

type Typed = { readonly draft: ClusterDraft; readonly chosen: FormRow; readonly line: LineState };

const NewCluster = ({ clusters }: { readonly clusters: ClustersAccess }): ReactNode => {
	const { size, bodyHeight, identity, tabs, notice, show, back } = useFrame();
	const theme = useTheme();
	const above = useShellOverlay();
	const { book } = clusters;
	const reachable = useReachableActions();
	const contexts = usePoller(clusters.contexts).value;
	const goOn = useRef(() => {});
	const onGood = useCallback(() => goOn.current(), []);
	const { test, latest, run, reset } = useClusterTest(clusters, onGood);
	const [isChecked, setChecked] = useState(false);
	const [isSaving, setSaving] = useState(false);
	const [unsaved, setUnsaved] = useState<Failure>();

	// The truth is outside React: several keys may come in one chunk.
	const [typed, setTyped] = useState<Typed>(() => {
		const draft = clusters.draft.current ?? emptyDraft;
		return { draft, chosen: 'bootstrap', line: lineOf(draft.bootstrap) };
	});
	const now = useRef(typed);
	const put = useCallback(
		(next: Typed) => {
			const isOther = next.draft !== now.current.draft;
			now.current = next;
			setTyped(next);
			if (!isOther) return;
			clusters.draft.current = next.draft;
			setUnsaved(undefined);
			// What was tested is no longer what stands there.
			reset();
		},
		[clusters, reset],
	);
	const taken = useMemo(() => contexts?.map(c => c.name) ?? [], [contexts]);
	const suggestion = suggestedName(typed.draft.bootstrap, taken);
	const wholeOf = useCallback(
		(draft: ClusterDraft): ClusterDraft => ({ ...draft, name: draft.name === '' ? suggestedName(draft.bootstrap, taken) : draft.name }),
		[taken],
	);
	const mistakeIn = useCallback(
		(draft: ClusterDraft) => {
			const whole = wholeOf(draft);
			return book.mistakeIn(whole) ?? (taken.includes(whole.name) ? ({ field: 'name', text: 'this name is taken' } as const) : undefined);
		},
		[book, taken, wholeOf],
	);
	const fieldsOf = useCallback((draft: ClusterDraft) => fieldsFor(draft, book.authenticationOf(draft)), [book]);

	const choose = useCallback(
		(row: FormRow) => {
			const { draft } = now.current;
			put({ draft, chosen: row, line: lineOf(row === 'test' || row === 'save' ? '' : draft[row]) });
		},
		[put],
	);
	// The way on lies open: one enter more saves. With the result, not after it: an enter between the two would test again.
	goOn.current = () => {
		if (now.current.chosen === 'test') choose('save');
	};
	const save = useCallback(async () => {
		const test = latest();
		const whole = wholeOf(now.current.draft);
		setSaving(true);
		setUnsaved(undefined);
		try {
			await book.add(whole, test.state === 'done' ? test.diagnosis.clusterId : null);
		} catch (error) {
			setUnsaved(asFailure(error));
			show({ tone: 'failed', text: 'nothing is saved' });
			return;
		} finally {
			setSaving(false);
		}
		clusters.draft.current = undefined;
		clusters.contexts.refresh();
		show({ tone: 'done', text: `${whole.name} is saved in ${homePath(book.file)}` });
		back();
		if (test.state === 'done' && test.isGood)
			clusters.connect(whole.name, test.password).catch(error => show({ tone: 'failed', text: asFailure(error).message.split('\n')[0]! }));
	}, [back, book, clusters, latest, show, wholeOf]);

	const actions = useMemo(() => {
		const rows = (): readonly FormRow[] => [...fieldsOf(now.current.draft).map(f => f.id), 'test', 'save'];
		const move = (by: 1 | -1): void => {
			const all = rows();
			const at = all.indexOf(now.current.chosen) + by;
			if (at >= 0 && at < all.length) choose(all[at]!);
		};
		const choices = () => fieldsOf(now.current.draft).find(f => f.id === now.current.chosen)?.choices;
		return bindActions(formActions, {
			move,
			enter: () => {
				const { chosen, draft } = now.current;
				if (chosen === 'save') return void save();
				if (chosen !== 'test') return move(1);
				setChecked(true);
				const mistake = mistakeIn(draft);
				if (mistake === undefined) run(wholeOf(draft));
				else {
					choose(mistake.field);
					show({ tone: 'refused', text: mistake.text });
				}
			},
			enterRefusal: () => (now.current.chosen === 'save' ? (isSaving ? 'it is being saved' : saveRefusal(latest())) : undefined),
			choose: by => {
				const { chosen, draft } = now.current;
				const all = choices();
				if (all !== undefined && chosen !== 'test' && chosen !== 'save')
					put({ ...now.current, draft: { ...draft, [chosen]: nextChoice(all, draft[chosen], by) } });
			},
			choiceRefusal: () => (choices() === undefined ? 'this field is typed' : undefined),
			leave: back,
		});
	}, [back, choose, fieldsOf, isSaving, latest, mistakeIn, put, run, save, show, wholeOf]);
	const onInput = useCallback(
		(event: KeyEvent): boolean => {
			const { chosen, draft, line } = now.current;
			if (chosen === 'test' || chosen === 'save' || fieldsOf(draft).find(f => f.id === chosen)?.choices !== undefined) return false;
			const next = editLine(line, event);
			if (next === undefined) return false;
			put({ chosen, line: next, draft: next.text === draft[chosen] ? draft : { ...draft, [chosen]: next.text } });
			return true;
		},
		[fieldsOf, put],
	);
	useKeyLayer(useMemo(() => ({ level: 'screen', actions, isModal: true, onInput }), [actions, onInput]));

	const { draft, chosen } = typed;
	const fields = fieldsOf(draft);
	const mistake = isChecked ? mistakeIn(draft) : undefined;
	const help = mistake?.field === chosen ? mistake.text : (fields.find(f => f.id === chosen)?.help ?? helpOf(chosen, saveRefusal(test)));
	const form = formLines(
		{ fields, draft, chosen, line: typed.line, kind: book.authenticationOf(draft), suggestedName: suggestion, help, mistake, test },
		size.columns,
		theme,
	);
	// What the test says matters more than the fields above it.
	const space = { width: size.columns, height: Math.max(2, bodyHeight - LINES_ABOVE_RESULT) };
	const result = unsaved === undefined ? testLines(test, space, theme) : failureLines(unsaved, space, undefined, theme);
	const lines = result.length === 0 ? form.lines : [...form.lines, '', ...result];
	const isBelow = chosen === 'test' || chosen === 'save';
	const from = isBelow
		? Math.min(form.chosenAt, Math.max(0, lines.length - bodyHeight))
		: windowOffset(form.chosenAt, lines.length, bodyHeight, 0);
	return (
		<Frame
			size={size}
			identity={identity}
			tabs={tabs}
			title={titleLine({ title: 'New cluster', details: [{ text: homePath(book.file), style: 'muted' }] }, size.columns, theme)}
			footer={footerLine({ notice, note: undefined, actions: reachable }, size.columns, theme)}
			overlay={above}
		>
			<Box flexDirection="column">
				{lines.slice(from, from + bodyHeight).map((line, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: the lines have fixed places
					<Text key={i} wrap="truncate">
						{line || ' '}
					</Text>
				))}
			</Box>
		</Frame>
	);
};

/** The two lines that do something, and blanks. */
const LINES_ABOVE_RESULT = 4;

const helpOf = (row: FormRow, refusal: string | undefined): string =>
	row === 'test' ? 'walks the way to each broker; nothing is saved yet' : (refusal ?? 'writes it into the config file');
