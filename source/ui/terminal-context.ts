/** What components may ask of the terminal besides drawing. */
import { createContext, use } from 'react';

/** Is the terminal's side door. */
export type TerminalAccess = {
	/** Writes a sequence that draws nothing, such as OSC 52. */
	readonly writeControl: (sequence: string) => void;
	/** Paints everything afresh. */
	readonly repaint: () => void;
	/** Gives the keyboard to another program ($EDITOR), inside Ink's suspendTerminal. */
	readonly suspendKeys: () => void;
	readonly resumeKeys: () => void;
	readonly exit: (error?: Error) => void;
};

const nothing: TerminalAccess = { writeControl: () => {}, repaint: () => {}, suspendKeys: () => {}, resumeKeys: () => {}, exit: () => {} };

/** Carries the access; without a provider (single components under test) it does nothing. */
export const TerminalContext = createContext<TerminalAccess>(nothing);

/** Returns the terminal's side door. */
export const useTerminal = (): TerminalAccess => use(TerminalContext);
