export const EXPORT_FORMATS = ['jsonl', 'csv', 'raw'] as const;
/** What a file of records holds: JSON Lines as `search` prints them, CSV, or the bytes of the values alone, each with a line feed behind it. */
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
