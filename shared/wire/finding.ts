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

/** All that is known of one Service; `service` is empty for what belongs to none. */
export const ServiceFindings = z.object({ service: z.string(), findings: z.array(Finding) });
export type ServiceFindings = z.infer<typeof ServiceFindings>;

/** Names a finding among all others of a moment, and again when its evidence has changed. */
export function findingId({ code, object, path = '' }: Finding): string {
  return [code, object.kind, object.namespace ?? '', object.name, path].join('/');
}
