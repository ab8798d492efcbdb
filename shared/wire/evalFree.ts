import { config } from 'zod/mini';

/**
 * zod compiles its parsers with `new Function`, which a strict content policy forbids. Call before
 * any schema is made (schemas decide when they are constructed).
 */
export function parseWithoutEval(): void {
  config({ jitless: true });
}
