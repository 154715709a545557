/** meow behind a static import, see check-imports: help and version do not pay for loading it. */
export { default as meow } from 'meow';
