/** A word as a shell takes it: quoted where it holds more than names, paths and addresses do. */
export const shellWord = (text: string): string => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`);
