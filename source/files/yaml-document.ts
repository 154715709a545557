/** The YAML parser behind a static import, see check-imports: only a cluster of a config file pays for loading it. */
export { Document, LineCounter, parseDocument } from 'yaml';
