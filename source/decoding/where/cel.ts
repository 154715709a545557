/** The CEL library behind a static import, see check-imports: only a search with `--where` pays for it. */

export type { ASTNode } from '@marcbachmann/cel-js';
export { Environment, EvaluationError } from '@marcbachmann/cel-js';
