/** The width of text of any script behind a static import, see check-imports: only foreign text pays for loading it. */
export { default as stringWidth } from 'string-width';
