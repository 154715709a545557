/** Changing to another cluster of the config file, from the list of them or by name. */
import { type ReactNode, useCallback, useState } from 'react';
import type { ClusterContext } from '../../model/cluster-context.ts';
import { asFailure, type Failure } from '../../model/failure.ts';
import type { Notice } from '../components/frame-lines.ts';
import type { ClustersAccess } from './clusters-access.ts';
import { WhyOverlay } from './why-overlay.tsx';

export type ClusterSwitch = {
	readonly connect: (context: ClusterContext) => void;
	/** What to do about a cluster that could not be opened: more than the one line of a notice holds. */
	readonly refusal: ReactNode;
};

/** Connects and says how it goes; the screens of the next cluster come by themselves. */
export const useClusterSwitch = (clusters: ClustersAccess | undefined, show: (notice: Notice) => void): ClusterSwitch => {
	const [refused, setRefused] = useState<Failure>();
	const close = useCallback(() => setRefused(undefined), []);
	const connect = useCallback(
		(context: ClusterContext) => {
			if (context.problem !== null) {
				show({ tone: 'failed', text: `${context.name} cannot be used: ${context.problem.message.split('\n')[0]}` });
				return;
			}
			show({ tone: 'info', text: `connecting to ${context.name}…` });
			clusters?.connect(context.isOnlyFound ? context.arn! : context.name).catch(error => {
				const failure = asFailure(error);
				show({ tone: 'failed', text: failure.message.split('\n')[0]! });
				if (failure.nextSteps.length > 0) setRefused(failure);
			});
		},
		[clusters, show],
	);
	const sections = refused && [
		{ title: refused.message, explanations: refused.nextSteps.map(reason => ({ subjects: [], reason, needs: null })) },
	];
	return { connect, refusal: sections && <WhyOverlay title="The cluster cannot be opened" sections={sections} onClose={close} /> };
};
