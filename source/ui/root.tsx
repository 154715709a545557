/** The app on one cluster after another: connecting, switching, and the questions that connecting asks. */
import { useWindowSize } from 'ink';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ClusterContext } from '../model/cluster-context.ts';
import type { ClusterDraft } from '../model/cluster-draft.ts';
import { Failure } from '../model/failure.ts';
import type { ClusterBook } from '../ports/cluster-book.ts';
import { Poller } from '../state/poller.ts';
import { App, type AppProps } from './app.tsx';
import { SecretOverlay } from './components/secret-overlay.tsx';
import { type Connection, connectionTo, noIdentity, type ScreenCluster } from './connection.ts';
import type { ClustersAccess } from './shell/clusters-access.ts';

/** The clusters one can switch to. */
export type OtherClusters = {
	readonly book: ClusterBook;
	/** Opens one by its name and reads the secrets it needs. Rejects with a Failure. */
	readonly open: (name: string, prompt: (question: string) => Promise<string>) => Promise<ScreenCluster>;
};

export type RootProps = Pick<AppProps, 'stateDirectory' | 'onRefusedKey' | 'onWarning'> & {
	/** The cluster that was named at the start; without one the clusters are shown. */
	readonly first: ScreenCluster | undefined;
	/** Undefined where there is no other one, as in the demo. */
	readonly others: OtherClusters | undefined;
	/** Told of each connection that takes the place of the one before. */
	readonly onConnected?: (connection: Connection) => void;
};

type Question = { readonly text: string; readonly give: (secret: string) => void; readonly refuse: () => void };

/** The file may be edited in another window meanwhile. */
const CONTEXTS_INTERVAL_MS = 5_000;

export const Root = ({ first, others, onConnected, ...app }: RootProps): ReactNode => {
	const size = useWindowSize();
	const [connection, setConnection] = useState<Connection | undefined>(() => first && connectionTo(first));
	const [question, setQuestion] = useState<Question>();
	const draft = useRef<ClusterDraft>(undefined);
	const contexts = useMemo(
		() => others && new Poller<readonly ClusterContext[]>({ intervalMs: CONTEXTS_INTERVAL_MS, read: () => others.book.read() }),
		[others],
	);
	useEffect(() => {
		if (connection !== undefined) onConnected?.(connection);
	}, [connection, onConnected]);
	const ask = useCallback(
		(text: string) =>
			new Promise<string>((resolve, reject) => {
				const answered = (answer: () => void) => () => {
					setQuestion(undefined);
					answer();
				};
				setQuestion({
					text,
					give: secret => answered(() => resolve(secret))(),
					refuse: answered(() => reject(new Failure('config', 'No password was given.'))),
				});
			}),
		[],
	);
	const connect = useCallback(
		async (name: string, password?: string) => {
			if (others === undefined) return;
			setConnection(connectionTo(await others.open(name, password === undefined ? ask : () => Promise.resolve(password))));
		},
		[others, ask],
	);
	// The one before is left only when its screens are gone.
	useEffect(() => () => void connection?.close(), [connection]);
	const clusters = useMemo(
		(): ClustersAccess | undefined =>
			others && contexts && { book: others.book, contexts, connected: connection?.context, connect, ask, draft },
		[others, contexts, connection, connect, ask],
	);
	return (
		<App
			{...app}
			// Nothing of the cluster before is left on the screens of the next.
			key={connection?.number ?? 0}
			session={connection?.session}
			identity={connection?.identity ?? noIdentity}
			idCheck={connection?.idCheck}
			connectionWords={connection?.connectionWords ?? []}
			clusters={clusters}
			dialog={question && <SecretOverlay size={size} question={question.text} onGive={question.give} onCancel={question.refuse} />}
		/>
	);
};
