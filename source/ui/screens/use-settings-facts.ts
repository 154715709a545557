import { useEffect, useState } from 'react';
import type { TopicFacts } from '../../guardrails/retention-facts.ts';
import { asFailure, type Failure } from '../../model/failure.ts';
import { readTopicSettings } from '../../operations/changes/read-settings-facts.ts';
import type { KnownCluster } from '../../ports/known-cluster.ts';

export type SettingsFactsView = { readonly topics: readonly TopicFacts[] | undefined; readonly failure: Failure | undefined };

/** Reads what is set on topics, anew whenever `turn` is another one; what was read before stays until then. */
export const useSettingsFacts = (known: KnownCluster, names: readonly string[], turn: number): SettingsFactsView => {
	const [view, setView] = useState<SettingsFactsView>({ topics: undefined, failure: undefined });
	// biome-ignore lint/correctness/useExhaustiveDependencies: another turn reads again
	useEffect(() => {
		const run = new AbortController();
		readTopicSettings(known, names, { signal: run.signal }).then(
			found => {
				if (!run.signal.aborted) setView({ topics: found.map(f => f.facts), failure: undefined });
			},
			error => {
				if (!run.signal.aborted) setView({ topics: undefined, failure: asFailure(error) });
			},
		);
		return () => run.abort();
	}, [known, names, turn]);
	return view;
};
