/** Palette lines that lead to the clusters of the config file. Pure. */
import type { ClusterContext } from '../../model/cluster-context.ts';
import type { PaletteEntry } from '../components/palette.tsx';

/** One line a cluster; the one in use and those that the file describes wrongly say why they cannot be chosen. */
export const clusterEntries = (
	contexts: readonly ClusterContext[],
	connected: string | undefined,
	connect: (context: ClusterContext) => void,
): readonly PaletteEntry[] =>
	contexts.map(context => {
		const { name, environment, problem } = context;
		const refusal = name === connected ? 'in use' : problem === null ? undefined : `cannot be used: ${problem.message.split('\n')[0]}`;
		return {
			id: `cluster:${name}`,
			kind: 'cluster',
			label: name,
			detail: environment.toUpperCase(),
			...(refusal !== undefined && { disabledReason: refusal }),
			run: () => connect(context),
		};
	});
