import type { ClusterContext } from '../../model/cluster-context.ts';
import type { ClusterDraft } from '../../model/cluster-draft.ts';
import type { ClusterBook, Discovery } from '../../ports/cluster-book.ts';
import type { Poller } from '../../state/poller.ts';

/** What the screens about clusters work with. */
export type ClustersAccess = {
	readonly book: ClusterBook;
	/** The book's clusters, read again and again: the file may be edited meanwhile. */
	readonly contexts: Poller<readonly ClusterContext[]>;
	/** The clusters of the account, once somebody has asked for them. */
	readonly discovery: Poller<Discovery> | undefined;
	/** Asks MSK for them, from now on. */
	readonly discover: () => void;
	/** The context that is connected; undefined where none is, or one that is named by its brokers. */
	readonly connected: string | undefined;
	/** Leaves the connected cluster for another. `password` is one that was typed just now. Rejects with a Failure; then nothing has changed. */
	readonly connect: (name: string, password?: string) => Promise<void>;
	/** Asks the person for a secret. Rejects with a Failure when none is given. */
	readonly ask: (question: string) => Promise<string>;
	/** What was typed into the form for a new one, kept while it is left. */
	readonly draft: { current: ClusterDraft | undefined };
};
