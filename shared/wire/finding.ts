import * as z from 'zod/mini';

export const Finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  object: z.object({ kind: z.string(), namespace: z.optional(z.string()), name: z.string() }),
  /** Field path, e.g. `spec.ports[0].targetPort`. */
  path: z.optional(z.string()),
  type: z.optional(z.string()),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  source: z.optional(z.object({ file: z.string(), document: z.number(), line: z.number() })),
  fix: z.optional(z.object({ code: z.string(), patch: z.optional(z.string()) })),
});
export type Finding = z.infer<typeof Finding>;
