/** The test of a new cluster: its steps as they are walked, and what they came to. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ClusterDraft } from '../../model/cluster-draft.ts';
import { type Diagnosis, type DiagnosisStep, firstFailed } from '../../model/diagnosis.ts';
import { asFailure, type Failure } from '../../model/failure.ts';
import type { ClustersAccess } from '../shell/clusters-access.ts';

export type ClusterTest =
	| { readonly state: 'none' }
	| { readonly state: 'running'; readonly steps: readonly DiagnosisStep[] }
	| {
			readonly state: 'done';
			readonly steps: readonly DiagnosisStep[];
			readonly diagnosis: Diagnosis;
			readonly isGood: boolean;
			/** What was typed when it was asked for, so that connecting does not ask again. */
			readonly password: string | undefined;
	  }
	| { readonly state: 'broken'; readonly steps: readonly DiagnosisStep[]; readonly failure: Failure };

const NONE: ClusterTest = { state: 'none' };

type OneTest = {
	readonly test: ClusterTest;
	/** The test as it is now: a key may come before the screen that shows its end has been taken in. */
	readonly latest: () => ClusterTest;
	readonly run: (draft: ClusterDraft) => void;
	readonly reset: () => void;
};

/** Keeps one test; a new one, `reset` and leaving the form end the one that runs. `onGood` is called together with what it shows. */
export const useClusterTest = (clusters: Pick<ClustersAccess, 'book' | 'ask'>, onGood: () => void): OneTest => {
	const [test, setTest] = useState<ClusterTest>(NONE);
	const now = useRef<ClusterTest>(NONE);
	const put = useCallback((next: ClusterTest) => {
		now.current = next;
		setTest(next);
	}, []);
	const running = useRef<AbortController>(undefined);
	const reset = useCallback(() => {
		running.current?.abort();
		running.current = undefined;
		put(NONE);
	}, [put]);
	useEffect(() => () => running.current?.abort(), []);
	const run = useCallback(
		(draft: ClusterDraft) => {
			running.current?.abort();
			const controller = new AbortController();
			running.current = controller;
			const show = (next: ClusterTest): void => {
				if (controller.signal.aborted) return;
				put(next);
				if (next.state === 'done' && next.isGood) onGood();
			};
			let steps: readonly DiagnosisStep[] = [];
			let password: string | undefined;
			const ask = async (question: string): Promise<string> => {
				password = await clusters.ask(question);
				return password;
			};
			show({ state: 'running', steps });
			const walk = async (): Promise<void> => {
				const diagnosis = await clusters.book.probe(draft, ask).diagnose({
					signal: controller.signal,
					skipsPermissions: true,
					onSteps: more => {
						steps = [...steps, ...more];
						show({ state: 'running', steps });
					},
				});
				show({ state: 'done', steps: diagnosis.steps, diagnosis, isGood: firstFailed(diagnosis.steps) === undefined, password });
			};
			walk().catch(error => show({ state: 'broken', steps, failure: asFailure(error) }));
		},
		[clusters, onGood, put],
	);
	const latest = useCallback(() => now.current, []);
	return useMemo(() => ({ test, latest, run, reset }), [test, latest, run, reset]);
};
