/** Which records are wanted: those of which everything said here is true. */
export type FilterQuestion = {
	/** The key is exactly this text. */
	readonly key?: string | undefined;
	/** Each stands somewhere in the key, the value, or a header's name or value. */
	readonly contains?: readonly string[] | undefined;
	/** A regular expression that the key, the value or a header's value fits as text. */
	readonly matches?: string | undefined;
	/** A CEL expression. */
	readonly where?: string | undefined;
	/** Wants the records of which it is not true. A record on which `where` fails is wanted neither way. */
	readonly isInverted?: boolean | undefined;
};
