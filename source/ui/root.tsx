/** The app on one cluster after another: connecting, switching, and the questions that connecting asks. */
import { useWindowSize } from 'ink';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ClusterContext } from '../model/cluster-context.ts';
import type { ClusterDraft } from '../model/cluster-draft.ts';
import { Failure } from '../model/failure.ts';
import type { ClusterBook, Discovery } from '../ports/cluster-book.ts';
import { type JournalFiles, openJournalDesk } from '../state/journal-poller.ts';
import { Poller } from '../state/poller.ts';
import { App, type AppProps } from './app.tsx';
import { SecretOverlay } from './components/secret-overlay.tsx';
import { type Connection, connectionTo, noIdentity, type ScreenCluster } from './connection.ts';
import type { ClustersAccess } from './shell/clusters-access.ts';

/** The clusters one can switch to. */
export type OtherClusters = {
	readonly book: ClusterBook;
	/** Options that hold whichever is connected, for `!`. */
	readonly words: readonly string[];
	/** Opens one by its name and reads the secrets it needs. Rejects with a Failure. */
	readonly open: (name: string, prompt: (question: string) => Promise<string>) => Promise<ScreenCluster>;
};

export type RootProps = Pick<AppProps, 'stateDirectory' | 'onRefusedKey' | 'onWarning'> & {
	/** The cluster that was named at the start; without one the clusters are shown. */
	readonly first: ScreenCluster | undefined;
	/** Undefined where there is no other one, as in the demo. */
	readonly others: OtherClusters | undefined;
	/** Where it stands what was changed from here. */
	readonly journal?: JournalFiles | undefined;
	/** Given the way to ask the person, once the screens are up. */
	readonly onAsk?: ((ask: Ask) => void) | undefined;
	/** Told of each connection that takes the place of the one before. */
	readonly onConnected?: (connection: Connection) => void;
};

/** What is asked for, and what becomes of it. */
export type Asked = { readonly what: string; readonly note: string };
export type Ask = (question: string, asked?: Asked) => Promise<string>;
const PASSWORD: Asked = { what: 'password', note: 'kept in memory until the program ends' };

type Question = {
	readonly id: number;
	readonly text: string;
	readonly note: string;
	readonly give: (secret: string) => void;
	readonly refuse: () => void;
};

/** The file may be edited in another window meanwhile. */
const CONTEXTS_INTERVAL_MS = 5_000;
/** Clusters come and go slowly. */
const DISCOVERY_INTERVAL_MS = 300_000;

export const Root = ({ first, others, journal, onAsk, onConnected, ...app }: RootProps): ReactNode => {
	const size = useWindowSize();
	const [connection, setConnection] = useState<Connection | undefined>(() => first && connectionTo(first));
	// Two may be asked at a time, e.g. a code for renewed credentials while a cluster is opened: one after the other.
	const [[question], setQuestions] = useState<readonly Question[]>([]);
	const questions = useRef(0);
	const latest = useRef(0);
	const [isDiscovering, setDiscovering] = useState(false);
	const discovery = useMemo(
		() => others && new Poller<Discovery>({ intervalMs: DISCOVERY_INTERVAL_MS, read: () => others.book.discover([]) }),
		[others],
	);
	const draft = useRef<ClusterDraft>(undefined);
	const contexts = useMemo(
		() => others && new Poller<readonly ClusterContext[]>({ intervalMs: CONTEXTS_INTERVAL_MS, read: () => others.book.read() }),
		[others],
	);
	const journalFile = useMemo(() => journal && openJournalDesk(journal), [journal]);
	useEffect(() => {
		if (connection !== undefined) onConnected?.(connection);
	}, [connection, onConnected]);
	const ask: Ask = useCallback(
		(text: string, { what, note } = PASSWORD) =>
			new Promise<string>((resolve, reject) => {
				const answered = (answer: () => void) => {
					setQuestions(all => all.filter(q => q !== asked));
					answer();
				};
				const asked: Question = {
					id: ++questions.current,
					text,
					note,
					give: secret => answered(() => resolve(secret)),
					refuse: () => answered(() => reject(new Failure('config', `No ${what} was given.`))),
				};
				setQuestions(all => [...all, asked]);
			}),
		[],
	);
	useEffect(() => onAsk?.(ask), [onAsk, ask]);
	const connect = useCallback(
		async (name: string, password?: string) => {
			if (others === undefined) return;
			const own = ++latest.current;
			const opened = await others.open(name, password === undefined ? ask : () => Promise.resolve(password));
			// Who chose again meanwhile wants the later one.
			if (own === latest.current) setConnection(connectionTo(opened));
			else await opened.close();
		},
		[others, ask],
	);
	// The one before is left only when its screens are gone.
	useEffect(() => () => void connection?.close(), [connection]);
	const clusters = useMemo(
		(): ClustersAccess | undefined =>
			others &&
			contexts && {
				...{ book: others.book, contexts, connected: connection?.context, connect, ask, draft },
				discovery: isDiscovering ? discovery : undefined,
				discover: () => {
					setDiscovering(true);
					discovery?.refresh();
				},
			},
		[others, contexts, connection, connect, ask, isDiscovering, discovery],
	);
	return (
		<App
			{...app}
			// Nothing of the cluster before is left on the screens of the next.
			key={connection?.number ?? 0}
			session={connection?.session}
			identity={connection?.identity ?? noIdentity}
			idCheck={connection?.idCheck}
			changing={connection?.changing}
			connectionWords={connection?.connectionWords ?? others?.words ?? []}
			clusters={clusters}
			journal={journalFile}
			dialog={
				question && (
					<SecretOverlay
						key={question.id}
						size={size}
						question={question.text}
						note={question.note}
						onGive={question.give}
						onCancel={question.refuse}
					/>
				)
			}
		/>
	);
};
